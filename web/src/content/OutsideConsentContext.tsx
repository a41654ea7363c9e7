import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { LeaveDialog } from './LeaveDialog.tsx';
import type { OutsideAddress } from './outside-address.ts';
import { createOutsideConsent } from './outside-consent.ts';

interface OutsideWays {
  /** Whether the person has agreed to be led there from this conversation. */
  isOpen(address: OutsideAddress): boolean;
  ask(address: OutsideAddress): void;
}

const OutsideContext = createContext<OutsideWays>({ isOpen: () => false, ask: () => undefined });

/** Asks once for each host and conversation before anything leads out of the app. */
export function OutsideConsentProvider({
  conversationId,
  children,
}: {
  conversationId: string;
  children: ReactNode;
}) {
  const consent = useMemo(
    () => createOutsideConsent(window.sessionStorage, conversationId),
    [conversationId],
  );
  const [asked, setAsked] = useState<OutsideAddress>();
  const ask = useCallback((address: OutsideAddress) => setAsked(address), []);
  // A consent that is new is new ways, so that what is shown is shown again.
  const [given, setGiven] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const ways = useMemo(
    () => ({ isOpen: ({ destination }: OutsideAddress) => consent.has(destination), ask }),
    [consent, ask, given],
  );
  return (
    <OutsideContext value={ways}>
      {children}
      <LeaveDialog
        address={asked}
        onClose={() => setAsked(undefined)}
        onLeave={({ destination }) => {
          consent.give(destination);
          setGiven((count) => count + 1);
        }}
      />
    </OutsideContext>
  );
}

export function useOutsideWays(): OutsideWays {
  return useContext(OutsideContext);
}
