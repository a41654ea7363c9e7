import type { ReactNode } from 'react';
import classes from './content.module.css';
import { useOutsideWays } from './OutsideConsentContext.tsx';
import { type OutsideAddress, outsideAddress } from './outside-address.ts';

/** A link out of the app: says where it leads, and is no link before the person has agreed to go there. */
export function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  const address = outsideAddress(href);
  if (address === undefined) return <span>{children}</span>;
  return (
    <OutsideWay address={address}>
      {children}
      <span className={classes.destination}> ({address.destination})</span>
    </OutsideWay>
  );
}

/** A picture elsewhere is never loaded: it would tell its server who reads the answer, and what the model put into its address. */
export function OutsideImage({ src, alt }: { src: string | undefined; alt: string | undefined }) {
  const address = outsideAddress(src);
  return (
    <span className={classes.image}>
      <span>{alt === undefined || alt === '' ? 'A picture' : `Picture: ${alt}`}</span>
      {address === undefined ? (
        <span className={classes.destination}>It has no address that can be opened.</span>
      ) : (
        <>
          <span className={classes.destination}>Not loaded from {address.destination}</span>
          <OutsideWay address={address}>Show in a new tab</OutsideWay>
        </>
      )}
    </span>
  );
}

function OutsideWay({ address, children }: { address: OutsideAddress; children: ReactNode }) {
  const { isOpen, ask } = useOutsideWays();
  if (!isOpen(address)) {
    return (
      <button type="button" className={classes.way} onClick={() => ask(address)} title={address.href}>
        {children}
      </button>
    );
  }
  return (
    <a href={address.href} target="_blank" rel="noopener noreferrer nofollow" title={address.href}>
      {children}
    </a>
  );
}
