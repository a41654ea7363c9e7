import type { Mail } from './mail-sender.ts';

/** The mails people get. Links begin with where people open the app, never with what a request says. */
export interface Mails {
  verifyEmail(to: string, token: string): Mail;
  resetPassword(to: string, token: string): Mail;
  passwordChanged(to: string): Mail;
  secondFactorReset(to: string): Mail;
  invitation(to: string, invitation: { token: string; workspace: string; inviter: string }): Mail;
}

export function createMails(publicUrl: string): Mails {
  const { host, origin } = new URL(publicUrl);
  const link = (path: string, token: string) => `${origin}${path}?${new URLSearchParams({ token })}`;
  const mail = (to: string, subject: string, ...paragraphs: readonly string[]): Mail => ({
    to,
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
  });
  return {
    verifyEmail: (to, token) =>
      mail(
        to,
        `Confirm your address for ${host}`,
        `Open this link to confirm that this address is yours. It is good for a day, once:`,
        link('/verify-email', token),
        'If you have no account there, ignore this mail.',
      ),
    resetPassword: (to, token) =>
      mail(
        to,
        `Choose a new password for ${host}`,
        'Somebody asked for a new password for your account. Open this link to choose one. It is good for an hour, once:',
        link('/reset-password', token),
        'If it was not you, ignore this mail: your password stays as it is.',
      ),
    passwordChanged: (to) =>
      mail(
        to,
        `Your password for ${host} was changed`,
        'The password of your account was changed just now, and you were signed out everywhere else.',
        `If it was not you, choose a new one at once: ${origin}/forgot-password`,
      ),
    secondFactorReset: (to) =>
      mail(
        to,
        `Your second factor for ${host} was removed`,
        'An administrator removed the authenticator app, the recovery codes and the passkeys from your account just now, and you were signed out everywhere. Your password is as it was.',
        `Sign in and set up a second factor again: ${origin}/settings/security`,
        `If you did not ask an administrator for it, tell them, and choose a new password at once: ${origin}/forgot-password`,
      ),
    invitation: (to, { token, workspace, inviter }) =>
      mail(
        to,
        `You are invited to a workspace on ${host}`,
        `${inviter} invites you to the workspace “${workspace}”.`,
        'Open this link to join it, with an account of this address. It is good for a week, once:',
        link('/invitation', token),
        'If you do not know what this is about, ignore this mail.',
      ),
  };
}
