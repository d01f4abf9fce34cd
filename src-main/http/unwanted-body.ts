import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a sender is listened to after the answer, in milliseconds. */
const LINGER_MS = 1000;

/**
 * Ends the connection of a client that is still sending a body nobody wants, but only after it had time to read the
 * answer: closing at once makes the system reset the connection, and some clients then lose what they were told.
 * The body is thrown away meanwhile.
 */
export function refuseBody({ req, res }: { req: IncomingMessage; res: ServerResponse }): void {
  if (req.complete) return;
  res.once('finish', () => {
    req.resume();
    setTimeout(() => {
      if (!req.complete) req.socket.destroy();
    }, LINGER_MS).unref();
  });
}
