import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';
import type { Env } from '../../env.ts';

/**
 * The hash of nothing: the console's styles are put into empty `<style>` elements rule by rule, which the policy doesn't
 * see. So no style that stands in a page is taken but an empty one, and the page is the same file for everyone.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * What browsers are told to hold to, on every answer; and that nothing is kept unless its route says otherwise. After the
 * cookies: theirs are on the answer by then.
 */
export function serveHeaders(app: FastifyInstance, env: Env): void {
  const secure = env.PUBLIC_URL?.startsWith('https:') ?? false;
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", emptyStyle],
        imgSrc: ["'self'", 'data:', 'https:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: secure,
  });
  const headers = headersOf(protect);
  app.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    reply.header('cache-control', 'no-store');
    done();
  });
  // Whatever a route says: what brings someone a session is for nobody else.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (reply.hasHeader('set-cookie')) reply.header('cache-control', 'no-store');
    done();
  });
}

/** What it puts on answers: the same on each. Node puts nothing on them that it would take away. */
function headersOf(protect: ReturnType<typeof helmet>): [name: string, value: string][] {
  const message = new IncomingMessage(new Socket());
  const answer = new ServerResponse(message);
  protect(message, answer, (error) => {
    if (error) throw error;
  });
  return Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Lets one style that stands in this page through, by its hash as policies write it. */
export function allowStyle(reply: FastifyReply, hash: string): FastifyReply {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  return reply.header('content-security-policy', policy.replace('style-src ', `style-src ${hash} `));
}
