/** A role on the whole instance. */
export type InstanceRole = 'administrator' | 'auditor';

interface RoleWords {
  readonly label: string;
  /** What it is good for. */
  readonly about: string;
}

export const INSTANCE_ROLES: Readonly<Record<InstanceRole, RoleWords>> = {
  administrator: {
    label: 'Administrator',
    about: 'Looks after the instance: people, limits, keys, the whole audit log. Opens no workspace.',
  },
  auditor: {
    label: 'Auditor',
    about: 'Sees what the system calls outside and who looks after it, and changes nothing.',
  },
};

interface Change {
  readonly role: InstanceRole;
  readonly name: string;
  /** Whether it is taken back. */
  readonly isTaken: boolean;
  readonly isSelf: boolean;
}

/** What is asked before a role changes. */
export function questionOf({ role, name, isTaken, isSelf }: Change): { title: string; text: string } {
  const word = INSTANCE_ROLES[role].label.toLowerCase();
  const article = role === 'administrator' ? 'an administrator' : 'an auditor';
  if (!isTaken)
    return {
      title: `Make ${name} ${article}?`,
      text:
        role === 'administrator'
          ? 'They may disable people, appoint and remove administrators, you too, and read the whole audit log, from their next request on.'
          : 'They see what the system calls outside and who looks after it, from their next request on.',
    };
  return isSelf && role === 'administrator'
    ? {
        title: 'Step down as administrator?',
        text: 'You can do nothing more for this instance from then on, this page included. Another administrator can appoint you again.',
      }
    : { title: `Take the role of ${word} from ${name}?`, text: 'It ends with their next request.' };
}

/** What is told once a role has changed. */
export function doneOf({ role, name, isTaken }: Change): string {
  const article = role === 'administrator' ? 'an administrator' : 'an auditor';
  return isTaken ? `${name} is ${article} no more.` : `${name} is ${article} now.`;
}
