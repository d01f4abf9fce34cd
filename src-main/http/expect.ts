import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Tells a client that waits before it sends a body (`Expect: 100-continue`, RFC 9110 section 10.1.1) to go on, but only when
 * a route begins to read it: a request that is refused before that gets its final status, and the body stays where it is.
 * Any other expectation is answered 417 by Node.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  request.once('resume', () => {
    if (!response.headersSent) response.writeContinue(); // after the answer it is only thrown away
  });
}
