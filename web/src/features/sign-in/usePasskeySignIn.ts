import { useState } from 'react';
import { useClient } from 'urql';
import { BeginPasskeySignInDocument, FinishPasskeySignInDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useSession } from '../../session/SessionContext.tsx';
import { askForPasskey, passkeyProblem } from '../account/passkey-browser.ts';

/** Signing in with a passkey: it begins the session, or leaves what to tell the person. */
export function usePasskeySignIn() {
  const client = useClient();
  const session = useSession();
  const [problem, setProblem] = useState<string>();
  const [isWaiting, setWaiting] = useState(false);

  async function signIn(): Promise<void> {
    setWaiting(true);
    setProblem(undefined);
    try {
      const { beginPasskeySignIn: begun } = dataOf(await client.mutation(BeginPasskeySignInDocument, {}));
      const input = { ceremony: begun.ceremony, response: await askForPasskey(begun.options) };
      const { finishPasskeySignIn } = dataOf(await client.mutation(FinishPasskeySignInDocument, { input }));
      if (finishPasskeySignIn.__typename === 'SignedIn') {
        session.begin(finishPasskeySignIn);
        return;
      }
      setProblem(finishPasskeySignIn.message);
    } catch (error) {
      setProblem(passkeyProblem(error));
    }
    setWaiting(false);
  }

  return { problem, isWaiting, signIn };
}
