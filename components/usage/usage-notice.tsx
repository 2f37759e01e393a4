import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { Time } from "@/components/ui/time";
import type { Balance, UsageSummary } from "@/lib/usage/view";

interface UsageNoticeProps {
  balance: Balance & Pick<UsageSummary, "plan">;
  isAdmin: boolean;
  /** The path that the organization's pages start with. */
  home: string;
}

/** The part of the plan's credits from which they count as nearly used up, as in the mails about it. */
const NEARLY = 0.8;

function isRunningOut({ available, allotment: { limit, used } }: Balance): boolean {
  return available !== null && limit !== null && used >= NEARLY * limit && available <= (1 - NEARLY) * limit;
}

function WayOn({ isAdmin, home, mayUseOverage }: { isAdmin: boolean; home: string; mayUseOverage: boolean }) {
  if (!isAdmin) return <p>Ask an admin of the organization to buy credits or to choose a larger plan.</p>;
  return (
    <div className="flex flex-wrap gap-3 pt-2">
      <LinkButton href={`${home}/billing`} size="sm">
        Buy credits or change the plan
      </LinkButton>
      {mayUseOverage && (
        <LinkButton href="#overage" size="sm" variant="secondary">
          Turn on overage
        </LinkButton>
      )}
    </div>
  );
}

/** Says why the AI assistant does not work, or soon will not, and what to do about it. */
export function UsageNotice({ balance, isAdmin, home }: UsageNoticeProps) {
  const { ai, available, window, overage, plan } = balance;
  const mayUseOverage = overage.is_allowed && !overage.is_enabled && !plan.is_default;
  const wayOn = <WayOn isAdmin={isAdmin} home={home} mayUseOverage={mayUseOverage} />;
  if (!ai.is_enabled)
    return (
      <Alert tone="warning" title="The AI assistant is paused">
        It is turned off everywhere at the moment, whatever credits are left. Nothing is charged while it is off.
      </Alert>
    );
  if (!ai.is_in_plan)
    return (
      <Alert tone="info" title="The plan does not include the AI assistant">
        {isAdmin ? (
          <div className="pt-2">
            <LinkButton href={`${home}/billing`} size="sm">
              Change the plan
            </LinkButton>
          </div>
        ) : (
          <p>Ask an admin of the organization to choose another plan.</p>
        )}
      </Alert>
    );
  if (available === 0)
    return (
      <Alert tone="warning" title="All credits are used up">
        <p>
          The AI assistant pauses until <Time at={window.end} show="day" />, when the plan’s credits are renewed.
        </p>
        {wayOn}
      </Alert>
    );
  if (isRunningOut(balance))
    return (
      <Alert tone="warning" title="Credits are running low">
        <p>
          When they are used up, the AI assistant pauses until <Time at={window.end} show="day" />.
        </p>
        {wayOn}
      </Alert>
    );
  return null;
}
