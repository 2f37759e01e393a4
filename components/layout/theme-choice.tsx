import { Monitor, Moon, Sun } from "lucide-react";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/lib/web/adapters/form-state";
import type { ChooseThemeInput } from "@/lib/users/choose-theme";

type Choice = ChooseThemeInput["theme"];

const CHOICES = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const satisfies { value: Choice; label: string; Icon: typeof Sun }[];

/** Three buttons, each of which stores its theme in the browser. */
export function ThemeChoice({ chosen, action }: { chosen: Choice; action: FormAction }) {
  return (
    <Form action={action}>
      <div role="group" aria-label="Theme" className="grid grid-cols-3 gap-0.5 rounded-[6px] bg-sunken p-0.5">
        {CHOICES.map(({ value, label, Icon }) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === chosen}
            title={label}
            className="menu-choice"
          >
            <Icon aria-hidden="true" className="size-4" />
            <span className="sr-only">{label}</span>
          </button>
        ))}
      </div>
    </Form>
  );
}
