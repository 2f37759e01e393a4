import { OrGoogle } from "@/components/forms/google-form";
import { SignUpForm } from "@/components/forms/sign-up-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { SignUpClosed } from "@/components/layout/sign-up-closed";
import { TextLink } from "@/components/ui/text-link";
import type { Caller } from "@/lib/access/actor";
import { getSignUpState } from "@/lib/auth/sign-up/sign-up-state";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { appName } from "@/lib/web/pages/app-name";
import { offersGoogle, passwordMinLength } from "@/lib/web/pages/product-facts";
import { submitProvider } from "./actions";

interface SignUpFrameProps {
  caller: Caller;
  title: string;
  description: string;
  action: FormAction;
  withOrganization?: boolean;
}

const CHOICES = [
  { href: "/signup", label: "For yourself" },
  { href: "/signup-org", label: "For an organization" },
];

/** Leads to the other sign-up page. */
function SignUpChoice({ current }: { current: string }) {
  return (
    <nav
      aria-label="Kind of account"
      className="grid grid-cols-[2fr_3fr] gap-1 min-[23rem]:grid-cols-2 rounded-control bg-sunken p-1"
    >
      {CHOICES.map(({ href, label }) => (
        <a
          key={href}
          href={href}
          aria-current={href === current ? "page" : undefined}
          className="grid min-h-11 place-items-center rounded-[6px] border border-transparent px-1 text-center text-sm font-medium text-muted transition-colors hover:text-text aria-[current]:border-button-border aria-[current]:bg-button aria-[current]:text-text md:min-h-9"
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

/** The sign-up page, for a user or an organization, or the notice that sign-up is closed. */
export async function SignUpFrame({ caller, title, description, action, withOrganization }: SignUpFrameProps) {
  const { open } = await getSignUpState(caller, {});
  if (!open) return <SignUpClosed appName={appName()} />;
  const google = !withOrganization && (await offersGoogle());
  return (
    <AuthShell
      appName={appName()}
      title={title}
      description={description}
      choice={<SignUpChoice current={withOrganization ? "/signup-org" : "/signup"} />}
      footer={
        <p>
          Already have an account? <TextLink href="/login">Sign in</TextLink>
        </p>
      }
    >
      <SignUpForm action={action} passwordMinLength={passwordMinLength()} withOrganization={withOrganization} />
      {google && <OrGoogle action={submitProvider} label="Continue with Google" />}
    </AuthShell>
  );
}
