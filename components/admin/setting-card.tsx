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

/** "Sign-up" as "sign-up", but "AI assistant" as it is. */
const inSentence = (title: string) => (/^\p{Lu}{2}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1));

function Since({ updated_at }: SettingView) {
  return (
    <span className="mt-2 block">
      {updated_at === null ? (
        "This is the default."
      ) : (
        <>
          Changed <Time at={updated_at} relative />.
        </>
      )}
    </span>
  );
}

/** A setting: what it does, its state, and the form that changes it. */
export function SettingCard({ setting, action }: SettingCardProps) {
  const { name, title, description, value } = setting;
  const next = value === true ? "false" : "true";
  const verb = `Turn ${inSentence(title)} ${WORDS[next].toLowerCase()}`;
  return (
    <Card
      title={
        <span className="flex items-center gap-3">
          {title}
          {value !== null && <Badge tone={value ? "success" : "warning"}>{WORDS[`${value}`]}</Badge>}
        </span>
      }
      description={
        <>
          {description}
          {value !== null && <Since {...setting} />}
        </>
      }
      action={
        <ConfirmForm key={next} action={action} trigger={`${verb}…`} title={`${verb}?`} submit={verb}>
          <input type="hidden" name="name" value={name} />
          <input type="hidden" name="value" value={next} />
          <ReasonFields hint="Recorded in the audit log." />
        </ConfirmForm>
      }
    >
      {value === null && (
        <Alert tone="danger" title="The stored value is not valid">
          Everything that depends on this setting is refused until you set it again.
        </Alert>
      )}
    </Card>
  );
}
