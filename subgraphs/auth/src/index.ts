import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import { runMain } from '@codexcontinue/platform/shutdown';
import { runSubgraph } from '@codexcontinue/platform/subgraph-process';
import { readAuthEnvironment } from './environment.ts';
import { openMailSender } from './mail/open-mail-sender.ts';
import { migrations } from './migrations.ts';
import { createAuthServer } from './server.ts';

runMain(async () => {
  const environment = readAuthEnvironment(process.env);
  const subgraph = { name: 'auth', environment, migrations, egressRules: environment.EGRESS_ALLOW };
  await runSubgraph(subgraph, ({ quotaStore, ...parts }) =>
    createAuthServer({
      ...parts,
      auditRetentionDays: environment.AUDIT_RETENTION_DAYS,
      egressRetentionDays: environment.EGRESS_RETENTION_DAYS,
      quotas: { store: quotaStore, defaults: environment.QUOTAS ?? DEFAULT_QUOTAS },
      signingKeyPem: environment.AUTH_SIGNING_KEY,
      secureCookies: environment.PUBLIC_URL.startsWith('https:'),
      packs: environment.PACKS,
      hardened: environment.HARDENED === '1',
      identity: {
        encryptionKey: environment.AUTH_ENCRYPTION_KEY,
        publicUrl: environment.PUBLIC_URL,
        oidcProviders: environment.OIDC_PROVIDERS,
        mailSender: openMailSender(
          {
            smtpUrl: environment.SMTP_URL,
            from: environment.MAIL_FROM,
            dataDirectory: environment.DATA_DIR,
            publicUrl: environment.PUBLIC_URL,
          },
          parts.egress,
          parts.logger,
        ),
      },
    }),
  );
});
