import type { RequestListener } from 'node:http';

/**
 * `GET /ca.crt`: the certificate of the CA made here, for machines that are to trust it. It is no secret, so that nobody
 * has to log in; whoever fetches it over HTTP compares its fingerprint with the one that the window shows.
 * @param certificate PEM, or null while HTTPS is off or has a certificate of the vendor's own
 */
export const caCertificate =
  (certificate: () => string | null): RequestListener =>
  (request, response) => {
    const isPath = request.url?.split('?', 1)[0] === '/ca.crt';
    const pem = isPath ? certificate() : null;
    const allowed = request.method === 'GET' || request.method === 'HEAD';
    const status = pem === null ? 404 : allowed ? 200 : 405;
    const body =
      status === 200 ? pem! : status === 404 ? '{"error":"Not found"}' : '{"error":"Method not allowed"}';
    response.writeHead(status, {
      'Content-Type': status === 200 ? 'application/x-x509-ca-cert' : 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      ...(status === 200 && { 'Content-Disposition': 'attachment; filename="lanyard-ca.crt"' }),
      ...(status === 405 && { Allow: 'GET, HEAD' }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
