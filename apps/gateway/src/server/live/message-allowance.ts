/** What a socket may send at once: opening and closing all its streams twice over, and more. */
const atOnce = 500;
/** How many messages come back in a second. */
const perSecond = 20;
/** So many bytes count as one message more: what is long takes longer to read, and a ping is answered in its length. */
const bytesEach = 4_000;

/**
 * The messages that one socket may send, in the manner of a leaky bucket. Subscriptions cost points as well; whatever else
 * a socket can say (pings, completions of what was never begun, empty frames) costs nothing but this.
 */
export class MessageAllowance {
  #left = atOnce;
  #countedAt = performance.now();

  /** Counts a message of so many bytes; false once there were too many. */
  take(bytes: number): boolean {
    const now = performance.now();
    this.#left = Math.min(atOnce, this.#left + ((now - this.#countedAt) / 1_000) * perSecond);
    this.#countedAt = now;
    this.#left -= 1 + bytes / bytesEach;
    return this.#left >= 0;
  }
}
