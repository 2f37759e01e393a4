import { ConfirmForm } from "@/components/forms/confirm-form";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { SettingView } from "@/lib/admin/list-settings";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonFields } from "./reason-fields";

export interface SettingCardProps {
  setting: SettingView;
  action: FormAction;
}

const WORDS = { true: "On", false: "Off" } as const;

function Now({ value, updated_at }: SettingView) {
  if (value === null) {
    return (
      <Alert tone="danger" title="The stored value is not valid">
        Everything that depends on this setting is refused until you set it again.
      </Alert>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <Badge tone={value ? "success" : "warning"}>{WORDS[`${value}`]}</Badge>
      {updated_at === null ? (
        "By default"
      ) : (
        <span>
          Since <Time at={updated_at} relative />
        </span>
      )}
    </p>
  );
}

/** A setting: what it does, its state, and the form that changes it. */
export function SettingCard({ setting, action }: SettingCardProps) {
  const { name, title, description, value } = setting;
  const next = value === true ? "false" : "true";
  const verb = `Turn ${title.toLowerCase()} ${WORDS[next].toLowerCase()}`;
  return (
    <Card
      title={title}
      description={description}
      action={
        <ConfirmForm
          key={next}
          action={action}
          tone={next === "false" ? "danger" : "plain"}
          trigger={`Turn ${WORDS[next].toLowerCase()}…`}
          title={`${verb}?`}
          submit={verb}
        >
          <input type="hidden" name="name" value={name} />
          <input type="hidden" name="value" value={next} />
          <ReasonFields hint="Recorded in the audit log." />
        </ConfirmForm>
      }
    >
      <Now {...setting} />
    </Card>
  );
}
