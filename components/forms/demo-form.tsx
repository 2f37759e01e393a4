import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";

interface DemoFormProps {
  action: FormAction;
  /** The password of these users. */
  password: string;
  users: { label: string; email: string }[];
}

/** Signs in as the first seeded user, in development. */
export function DemoForm({ action, password, users }: DemoFormProps) {
  return (
    <Form action={action}>
      <input type="hidden" name="email" value={users[0]?.email} />
      <input type="hidden" name="password" value={password} />
      <SubmitButton>Try the demo</SubmitButton>
    </Form>
  );
}

/** Signs in as the chosen seeded user, in development. */
export function DemoChoice({ action, password, users, next }: DemoFormProps & { next: string | undefined }) {
  return (
    <Form action={action} className="mt-3 border-t border-border pt-5">
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <input type="hidden" name="password" value={password} />
      <p className="-mb-2">Or as a seeded user, in development only:</p>
      <div className="flex flex-wrap gap-2 [&>*]:grow">
        {users.map(({ label, email }) => (
          <SubmitButton key={email} name="email" value={email} variant="secondary" size="sm">
            {label}
          </SubmitButton>
        ))}
      </div>
    </Form>
  );
}
