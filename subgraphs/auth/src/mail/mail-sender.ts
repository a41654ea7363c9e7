/** A mail to one person. */
export interface Mail {
  /** One address, taken as it is. */
  readonly to: string;
  readonly subject: string;
  /** Plain text: what is clicked can be read before. */
  readonly text: string;
}

/** A way mails go out. */
export interface MailSender {
  /** Resolves when the mail is handed on. @throws Error when it is not */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
