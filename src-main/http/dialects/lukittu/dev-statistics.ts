import type { Router } from '@koa/router';
import type { StatisticsView } from '../../../../shared/model/views.ts';
import type { BackOffice } from '../../../files/back-office.ts';
import type { RequestState } from '../../context.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { BASE, type Enter } from './dev-access.ts';

/** How long an answer is kept, in milliseconds. */
const KEPT_MS = 900_000;

const read = (backOffice: BackOffice, now: number) => backOffice.run('list.statistics', { now });

/** How the server was used (specs/lukittu.md S1), counted by the back office at most once in 15 minutes. */
export function statisticsRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice } = services;
  let kept: { at: number; data: Promise<object> } | undefined;

  router.get(`${BASE}/statistics`, async (ctx) => {
    await enter(ctx, 'statistics:read');
    const now = core.now();
    // A clock that was set back does not prolong it.
    if (!kept || Math.abs(now - kept.at) >= KEPT_MS)
      kept = { at: now, data: read(backOffice, now).then(presentStatistics) };
    const asked = kept;
    try {
      presentData(ctx, now, 200, 'Statistics retrieved', await asked.data);
    } catch (error) {
      if (kept === asked) kept = undefined; // the next request tries again
      throw error;
    }
  });
}

/** Fields in Lukittu's order (specs/lukittu.md section 1.5). The logs hold no countries, so none is at the top. */
function presentStatistics(counts: StatisticsView) {
  const { total, successful, byType } = counts.requests;
  return {
    overview: {
      totalLicenses: counts.licenses,
      totalCustomers: counts.customers,
      totalProducts: counts.products,
      activeLicenses: counts.activeLicenses,
      totalRequests: total,
    },
    requests: {
      total,
      successful,
      failed: total - successful,
      successRate: total === 0 ? 0 : Math.round((successful / total) * 10_000) / 100,
      byType,
    },
    topCountries: [],
    topProducts: counts.topProducts,
    recentActivity: { last24h: counts.last24h, last7d: counts.last7d, last30d: counts.last30d },
  };
}
