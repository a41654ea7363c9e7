import { type ReactNode, useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useClient, useQuery } from 'urql';
import { DutiesDocument, SignOutDocument } from '../__generated__/operations.ts';
import { watchIdle } from '../session/idle.ts';
import { useSession } from '../session/SessionContext.tsx';

const SECURITY_PATH = '/settings/security';
/** Shared by the tabs of this browser: who works in one is not idle in another. */
const ACTIVE_AT = 'codexcontinue-active-at';
/** What the answers of mutations that add or remove a factor are: the duties are asked about anew then. */
const CHANGED_BY = {
  additionalTypenames: ['RecoveryCodes', 'TotpDisabled', 'PasskeyAdded', 'PasskeyRemoved'],
};
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Leads to the set-up of a second factor where that is needed first, and signs out who is away. */
export function Hardened({ children }: { children: ReactNode }) {
  const [{ data }] = useQuery({ query: DutiesDocument, context: CHANGED_BY });
  const { pathname } = useLocation();
  const duties = data?.accountSecurity;
  useIdleSignOut(duties?.idleSeconds ?? undefined);
  if (duties?.secondFactorRequired && pathname !== SECURITY_PATH)
    return <Navigate to={SECURITY_PATH} replace />;
  return children;
}

function useIdleSignOut(idleSeconds: number | undefined): void {
  const client = useClient();
  const session = useSession();
  useEffect(() => {
    if (idleSeconds === undefined) return;
    const touch = () => localStorage.setItem(ACTIVE_AT, String(Date.now()));
    touch();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { passive: true });
    const stop = watchIdle({
      lastActive: () => Number(localStorage.getItem(ACTIVE_AT)),
      now: () => Date.now(),
      schedule: (task, milliseconds) => {
        const timer = window.setTimeout(task, milliseconds);
        return () => window.clearTimeout(timer);
      },
      // The session ends by itself as well, where the server cannot be told.
      onIdle: () =>
        void client
          .mutation(SignOutDocument, {})
          .toPromise()
          .finally(() => session.forget()),
      idleMilliseconds: idleSeconds * 1_000,
    });
    return () => {
      stop();
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch);
    };
  }, [client, session, idleSeconds]);
}
