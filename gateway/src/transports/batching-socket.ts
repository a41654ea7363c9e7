import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { textFrameBytes, writeTextFrame } from './text-frames.ts';

type OnLeft = () => void;

/**
 * A WebSocket that puts the messages of one moment into one piece: two buffers and two writes for each message cost
 * more than all else there is to do for it. Messages must not be compressed.
 */
export class BatchingSocket extends WebSocket {
  #stream: Duplex | undefined;
  #texts: string[] = [];
  #onLeft: OnLeft[] = [];
  #bytes = 0;

  /** @param stream what the socket was made on */
  attach(stream: Duplex): void {
    this.#stream = stream;
  }

  /** What was sent together and has not been written yet. */
  get gatheredBytes(): number {
    return this.#bytes;
  }

  /**
   * Sends a text at the end of this turn of the event loop.
   *
   * @param onLeft called when the system has taken it, or never will
   */
  sendTogether(text: string, onLeft: OnLeft): void {
    if (this.#texts.length === 0) setImmediate(() => this.flush());
    this.#texts.push(text);
    this.#onLeft.push(onLeft);
    this.#bytes += textFrameBytes(Buffer.byteLength(text));
  }

  /** Writes what has been sent together. */
  flush(): void {
    const texts = this.#texts;
    if (texts.length === 0) return;
    const onLeft = this.#onLeft;
    const bytes = this.#bytes;
    this.#texts = [];
    this.#onLeft = [];
    this.#bytes = 0;
    const leave = () => {
      for (const each of onLeft) each();
    };
    if (!this.#stream || this.readyState !== WebSocket.OPEN) {
      leave();
      return;
    }
    const frames = Buffer.allocUnsafe(bytes);
    let end = 0;
    for (const text of texts) end = writeTextFrame(frames, end, text, Buffer.byteLength(text));
    this.#stream.write(frames, leave);
  }

  /** Nothing may follow the closing frame. */
  override close(code?: number, reason?: string | Buffer): void {
    this.flush();
    super.close(code, reason);
  }
}
