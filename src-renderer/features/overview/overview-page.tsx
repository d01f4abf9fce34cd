import { Page } from '../../components/page.tsx';
import { AlertsPanel } from '../alerts/alerts-panel.tsx';
import { DesktopPanel } from '../desktop/desktop-panel.tsx';
import { HttpsPanel } from '../https/https-panel.tsx';
import { LatelyPanel } from './lately-panel.tsx';
import { MoveDataPanel } from './move-data-panel.tsx';
import { NextSteps } from './next-steps.tsx';
import classes from './overview-page.module.css';
import { ServerPanel } from './server-panel.tsx';
import { VendorPanel } from './vendor-panel.tsx';

/** Is the server up, what happened lately, what to do next. */
export function OverviewPage() {
  return (
    <Page title="Overview">
      <AlertsPanel />
      <NextSteps />
      <div className={classes.panels}>
        <div className={classes.column}>
          <ServerPanel />
          <HttpsPanel />
        </div>
        <div className={classes.column}>
          <VendorPanel />
          <DesktopPanel />
          <MoveDataPanel />
        </div>
      </div>
      <div className={classes.panels}>
        <LatelyPanel outcome="delivered" title="Last downloads" nothing="Nothing has been downloaded yet." />
        <LatelyPanel outcome="refused" title="Last refusals" nothing="Nothing has been refused yet." />
      </div>
    </Page>
  );
}
