import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { ToneIcon } from "@/components/ui/tone";
import { CopilotPanel, UsedUp, type CopilotPanelProps } from "./copilot-panel";

const ICONS = {
  errorIcon: <ToneIcon tone="danger" />,
  doneIcon: <ToneIcon tone="success" />,
  infoIcon: <ToneIcon tone="info" />,
};

function Unavailable({ slug, copilot: { state }, isAdmin }: Omit<CopilotPanelProps, "icons">) {
  if (state === "used_up") return <UsedUp slug={slug} isAdmin={isAdmin} />;
  if (state === "off") return <p>The AI assistant is turned off at the moment.</p>;
  if (!isAdmin) return <p>The plan of this organization does not include the AI assistant.</p>;
  return (
    <p>
      The plan of this organization does not include the AI assistant.{" "}
      <TextLink href={`/org/${slug}/billing`}>Change the plan</TextLink>.
    </p>
  );
}

/** The copilot beside a note, or why it cannot be used. */
export function Copilot(props: Omit<CopilotPanelProps, "icons">) {
  const isReady = props.copilot.state === "ready";
  return (
    <Card
      title="AI assistant"
      description={isReady ? "Works on the saved text. Nothing changes until you apply it." : undefined}
    >
      {isReady ? (
        <CopilotPanel {...props} icons={ICONS} />
      ) : (
        <div className="text-sm text-muted">
          <Unavailable {...props} />
        </div>
      )}
    </Card>
  );
}
