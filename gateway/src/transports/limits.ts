/** What one client, and all of them together, may take of a gateway's connections. */
export interface TransportLimits {
  /** WebSockets and response streams of this process, whoever opened them. */
  readonly connections: number;
  /** Of one person, over all transports. */
  readonly connectionsPerPerson: number;
  /** Of one address, as long as nobody has signed in on them: an address may be a whole office. */
  readonly connectionsPerAddress: number;
  /** Subscriptions that are open on one socket, with the other operations it waits for. */
  readonly operationsPerSocket: number;
  /** What a socket may send in the long run, control frames included. */
  readonly messagesPerSecond: number;
  /** What it may send at once: a page that has just been opened, or has come back, asks for much. */
  readonly messageBurst: number;
  /** What may wait in the process for a client to read it. */
  readonly bufferedBytes: number;
  /** A client that has taken nothing for so long has stopped reading. */
  readonly stallTimeoutMilliseconds: number;
  /** From the opening of a socket to its `connection_init`. */
  readonly connectionInitTimeoutMilliseconds: number;
  /** How often a connection shows that it lives. */
  readonly heartbeatMilliseconds: number;
}

export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = {
  connections: 20_000,
  connectionsPerPerson: 50,
  connectionsPerAddress: 500,
  operationsPerSocket: 200,
  messagesPerSecond: 100,
  messageBurst: 500,
  bufferedBytes: 16 * 1_024 * 1_024,
  stallTimeoutMilliseconds: 30_000,
  connectionInitTimeoutMilliseconds: 10_000,
  heartbeatMilliseconds: 12_000,
};
