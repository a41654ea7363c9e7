import type { TwoFactorStore } from '../data/two-factor-store.ts';
import { type Ceremonies, refusalOf } from './ceremonies.ts';
import { takeTotpCode } from './totp-steps.ts';

/** A TOTP secret for a person's authenticator app. */
export interface TotpEnrollment {
  /** `otpauth://totp/…` (Key Uri Format), for a QR code. */
  readonly uri: string;
  /** The secret in base 32, for typing. */
  readonly secret: string;
}

/** TOTP and recovery codes. Who calls counts the guesses. */
export interface SecondFactor {
  /** Begins; nothing is asked for at sign-in before it is confirmed. */
  enroll(personId: string, password: string | undefined): Promise<TotpEnrollment | 'wrong password' | 'on'>;
  /** @returns the recovery codes, which are shown this once; undefined for a wrong code */
  confirm(personId: string, code: string): Promise<readonly string[] | undefined>;
  disable(personId: string, password: string | undefined): Promise<'off' | 'wrong password'>;
  /** New recovery codes; those before are worth nothing from then on. */
  regenerate(personId: string, password: string | undefined): Promise<readonly string[] | 'wrong password'>;
  /** Whether it is the person's password; an account without one asks for none. */
  isPassword(personId: string, password: string | undefined): Promise<boolean>;
  /** Whether a TOTP code or a recovery code is good; either is good once. */
  accept(personId: string, code: string): Promise<boolean>;
}

const TOTP_CODE = /^\d{6}$/;

export function createSecondFactor(
  ceremonies: Ceremonies,
  store: TwoFactorStore,
  hasPassword: (personId: string) => Promise<boolean>,
): SecondFactor {
  async function acceptTotp(personId: string, code: string): Promise<boolean> {
    const since = Date.now();
    return ceremonies.as(personId, async (auth, headers) => {
      const refusal = await refusalOf(auth.api.verifyTOTP({ body: { code }, headers }));
      return refusal === undefined && takeTotpCode(store, auth, { personId, code, since });
    });
  }

  async function acceptRecoveryCode(personId: string, code: string): Promise<boolean> {
    const body = { code, disableSession: true };
    const refusal = await ceremonies.as(personId, (auth, headers) =>
      refusalOf(auth.api.verifyBackupCode({ body, headers })),
    );
    return refusal === undefined;
  }

  return {
    enroll: (personId, password) =>
      ceremonies.as(personId, async (auth, headers) => {
        let uri: string | undefined;
        const refusal = await refusalOf(
          auth.api
            .enableTwoFactor({ body: { ...(password === undefined ? {} : { password }) }, headers })
            .then((begun) => {
              if (begun.method === 'totp') uri = begun.totpURI;
            }),
        );
        if (refusal === 'TOTP_ALREADY_ENABLED') return 'on';
        if (refusal !== undefined || uri === undefined) return 'wrong password';
        return { uri, secret: new URL(uri).searchParams.get('secret') ?? '' };
      }),
    confirm: async (personId, typed) => {
      const code = withoutBlanks(typed);
      if (!TOTP_CODE.test(code) || !(await acceptTotp(personId, code))) return undefined;
      return ceremonies.run(
        async (auth) => (await auth.api.viewBackupCodes({ body: { userId: personId } })).backupCodes,
      );
    },
    disable: (personId, password) =>
      ceremonies.as(personId, async (auth, headers) => {
        const body = password === undefined ? {} : { password };
        const refusal = await refusalOf(auth.api.disableTwoFactor({ body, headers }));
        return refusal === undefined ? 'off' : 'wrong password';
      }),
    regenerate: (personId, password) =>
      ceremonies.as(personId, async (auth, headers) => {
        const body = password === undefined ? {} : { password };
        let codes: readonly string[] = [];
        const refusal = await refusalOf(
          auth.api.generateBackupCodes({ body, headers }).then((made) => {
            codes = made.backupCodes;
          }),
        );
        return refusal === undefined ? codes : 'wrong password';
      }),
    isPassword: async (personId, password) => {
      if (!(await hasPassword(personId))) return true;
      if (password === undefined) return false;
      const refusal = await ceremonies.as(personId, (auth, headers) =>
        refusalOf(auth.api.verifyPassword({ body: { password }, headers })),
      );
      return refusal === undefined;
    },
    accept: (personId, typed) => {
      const code = withoutBlanks(typed);
      return TOTP_CODE.test(code) ? acceptTotp(personId, code) : acceptRecoveryCode(personId, code);
    },
  };
}

/** Apps show codes in groups. */
function withoutBlanks(code: string): string {
  return code.replaceAll(/\s/g, '').slice(0, 64);
}
