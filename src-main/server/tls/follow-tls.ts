import { Refusal } from '../../domain/refusal.ts';
import { type Endpoint, ListenError, urlOf } from '../../http/server.ts';
import type { Lanyard } from '../lanyard.ts';
import type { Listening } from '../listening.ts';
import type { SecureServers } from './secure-servers.ts';

/** How often the certificate is looked at: a new address of this machine counts so soon, in milliseconds. */
const CHECK_MS = 15_000;

type Parts = {
  lanyard: Pick<
    Lanyard,
    'alerts' | 'certificates' | 'events' | 'listening' | 'logger' | 'tlsSwitch' | 'transport'
  >;
  listening: Listening;
  secure: SecureServers;
  /** Told after each move. @see ServerOptions.onMoved */
  moved: (wholly: boolean) => void;
};

/** Something beside the API that listens as HTTPS is switched. */
type Companion = { url: () => string; apply: () => Promise<void> };

/** Has the listeners follow the switch of HTTPS, the certificate and the address, one change at a time. */
export function followTls({ lanyard, listening, secure, moved }: Parts) {
  const { alerts, certificates, events, logger, tlsSwitch, transport } = lanyard;
  let companion: Companion | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const tell = (wholly: boolean) => {
    const best = listening.offers()[0];
    lanyard.listening.api = best ? urlOf(best, best.scheme) : null;
    lanyard.listening.console = companion?.url() ?? null;
    moved(wholly);
  };
  const showCertificate = async (): Promise<boolean> => {
    const identity = tlsSwitch.current().on ? await certificates.identity() : null;
    const trouble = identity && certificates.trouble(identity);
    if (trouble) alerts.raise('certificate', trouble.level, trouble.message);
    else alerts.clear('certificate');
    return identity !== null && secure.show(identity);
  };
  const move = async (endpoint: Endpoint): Promise<void> => {
    let wholly = false;
    try {
      await showCertificate();
      await listening.listen(endpoint);
      await companion?.apply();
      wholly = true;
    } catch (error) {
      logger.error('the server cannot listen as it should', { error });
      throw error;
    } finally {
      tell(wholly);
    }
  };
  const checkCertificate = () =>
    inTurn(async () => {
      const isAnother = await showCertificate();
      if (isAnother) {
        logger.info('another certificate', { fingerprint: secure.identity()!.facts.fingerprint });
        events.changed(['settings']);
      }
      return isAnother;
    });

  transport.https = listening.https;
  transport.shown = secure.identity;
  transport.show = checkCertificate;
  transport.apply = () =>
    inTurn(async () => {
      const base = listening.base();
      const reachable = listening.bound() !== null;
      if (!base) return void (await showCertificate());
      await move(base).catch(async (error: unknown) => {
        if (!(error instanceof ListenError)) throw error;
        if (reachable) throw new Refusal('invalid_input', { message: error.message });
        await listening.listenAnyhow(base); // it listened nowhere before: the choice may be how to mend that
        tell(false);
      });
    });
  let problem = '';
  const timer = setInterval(() => {
    checkCertificate().catch((error: unknown) => {
      if (String(error) === problem) return; // once is enough
      problem = String(error);
      logger.error('the certificate could not be renewed', { error });
    });
  }, CHECK_MS);
  timer.unref();

  return {
    /**
     * Listens there, as the switch says.
     * @returns the host and the port of HTTP
     * @throws {ListenError} also when there is no certificate to show
     */
    listen: (endpoint: Endpoint): Promise<Endpoint> =>
      inTurn(async () => {
        await move(endpoint).catch((error: unknown) => {
          throw error instanceof Refusal ? new ListenError(error.code, error.message) : error;
        });
        return listening.bound()!;
      }),
    /** Listens there as far as it can. */
    listenAnyhow: (endpoint: Endpoint): Promise<void> =>
      inTurn(async () => {
        await listening.listenAnyhow(endpoint);
        tell(false);
      }),
    checkCertificate,
    /** Has the console move along from now on. */
    alsoMove(one: Companion): void {
      companion = one;
      tell(true);
    },
    stop: async (graceMs: number): Promise<void> => {
      clearInterval(timer);
      await listening.stop(graceMs);
    },
  };
}
