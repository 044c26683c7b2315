import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail that was taken: who it was for, and what it says. */
export interface ReceivedMail {
  from: string;
  to: string[];
  mail: Email;
}

/**
 * What the server does with the next mail: takes it, says that it is busy (451), refuses the addressee (550) or the
 * text (554), hangs up in the middle, or takes it and hangs up before it says so.
 */
export type SmtpAnswer =
  | 'take'
  | 'busy'
  | 'refuse-addressee'
  | 'refuse-text'
  | 'hang-up'
  | 'take-and-hang-up';

/** A mail server for tests, on a port of its own, that speaks real SMTP and keeps what it was given. */
export interface TestSmtpServer {
  /** For SMTP_URL. */
  url: string;
  received: ReceivedMail[];
  /** What it does with the next mails, one after the other; then it takes them. */
  answers: SmtpAnswer[];
  /** How many mails were offered, taken or not. */
  offered(): number;
  close(): Promise<void>;
}

class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Starts the server; with `credentials` it takes mail only after a sign-in with them. */
export async function startSmtpServer(credentials?: {
  user: string;
  password: string;
}): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const answers: SmtpAnswer[] = [];
  let offered = 0;
  let answer: SmtpAnswer = 'take';
  const server = new SMTPServer({
    authOptional: !credentials,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      if (username === credentials?.user && password === credentials?.password)
        callback(null, { user: username });
      else callback(new SmtpRefusal(535, 'Invalid username or password'));
    },
    onMailFrom(_address, _session, callback) {
      offered++;
      answer = answers.shift() ?? 'take';
      callback(answer === 'busy' ? new SmtpRefusal(451, 'Too busy, try again later') : null);
    },
    onRcptTo(_address, _session, callback) {
      callback(answer === 'refuse-addressee' ? new SmtpRefusal(550, 'No such mailbox') : null);
    },
    async onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const hangUp = () => {
        for (const connection of server.connections) connection.close();
      };
      if (answer === 'hang-up') return hangUp();
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      if (answer === 'refuse-text') return callback(new SmtpRefusal(554, 'Refused as spam'));
      received.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        mail: await PostalMime.parse(Buffer.concat(chunks)),
      });
      if (answer === 'take-and-hang-up') return hangUp();
      callback();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const signIn = credentials ? `${credentials.user}:${credentials.password}@` : '';
  return {
    url: `smtp://${signIn}127.0.0.1:${port}`,
    received,
    answers,
    offered: () => offered,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
