import { optional, text, url } from '@codexcontinue/platform/environment';

/** Variables that say how mails go out. */
export const MAIL_VARIABLES = {
  SMTP_URL: optional(url('smtp:', 'smtps:')),
  MAIL_FROM: optional(text),
};
