import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useClient } from 'urql';
import { BeginPasskeySignInDocument, FinishPasskeySignInDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useSession } from '../../session/SessionContext.tsx';
import { askForPasskey, passkeyProblem } from '../account/passkey-browser.ts';

/**
 * Signing in with a passkey: it begins the session, or leaves what to tell the person. A browser asks for one passkey
 * at a time, so whoever leaves the page ends the question.
 *
 * @param options.atOnce whether the browser asks as soon as the page is there
 */
export function usePasskeySignIn({ atOnce = false }: { atOnce?: boolean } = {}) {
  const client = useClient();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const [isWaiting, setWaiting] = useState(atOnce);
  const running = useRef<AbortController>(undefined);

  async function signIn(): Promise<void> {
    const asked = new AbortController();
    running.current?.abort();
    running.current = asked;
    setWaiting(true);
    setProblem(undefined);
    try {
      const { beginPasskeySignIn: begun } = dataOf(await client.mutation(BeginPasskeySignInDocument, {}));
      const input = { ceremony: begun.ceremony, response: await askForPasskey(begun.options, asked.signal) };
      const { finishPasskeySignIn } = dataOf(await client.mutation(FinishPasskeySignInDocument, { input }));
      if (finishPasskeySignIn.__typename === 'SignedIn') {
        session.begin(finishPasskeySignIn);
        return;
      }
      setProblem(finishPasskeySignIn.message);
    } catch (error) {
      if (asked.signal.aborted) return;
      setProblem(passkeyProblem(error));
    }
    setWaiting(false);
  }

  const begin = useEffectEvent(() => {
    if (atOnce) void signIn();
  });
  useEffect(() => {
    begin();
    return () => running.current?.abort();
  }, []);

  return { problem, isWaiting, signIn };
}
