import { Inbox, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { Flash } from "@/components/ui/flash";
import { LinkButton } from "@/components/ui/link-button";
import { Logo, LogoMark } from "@/components/ui/logo";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { RowMenu } from "@/components/ui/row-menu";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { TONES, type Tone } from "@/components/ui/tone";
import { ChartSamples } from "./chart-samples";
import { FieldSamples } from "./field-samples";
import { DangerSample, FormSamples, SessionSample } from "./form-samples";

const VARIANTS = ["primary", "secondary", "ghost", "danger", "danger-outline"] as const;
const SWATCHES = [
  "bg-page bg-raised bg-overlay bg-sunken bg-field bg-border bg-control bg-muted bg-text",
  "bg-accent bg-accent-fill bg-accent-fill-hover bg-accent-soft bg-danger bg-danger-fill bg-danger-fill-hover bg-danger-soft bg-warning bg-warning-soft",
  "bg-success bg-success-soft bg-info bg-info-soft bg-stone bg-stone-deep bg-lamp",
  "bg-masonry bg-masonry-lit bg-masonry-shade bg-plot bg-button bg-button-border bg-button-hover",
].flatMap((line) => line.split(" "));

export const GROUPS = [
  "Colors",
  "Buttons",
  "Small components",
  "Messages",
  "Fields",
  "Forms",
  "Markdown",
  "Table",
  "Charts",
  "Page header, switcher, cards",
] as const;

type GroupTitle = (typeof GROUPS)[number];

export function groupId(prefix: string, title: GroupTitle): string {
  return `${prefix}-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
}

function Group({ prefix, title, children }: { prefix: string; title: GroupTitle; children: ReactNode }) {
  return (
    <section id={groupId(prefix, title)} className="grid scroll-mt-16 gap-4">
      <h3 className="text-lg font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}

function Buttons({ prefix }: { prefix: string }) {
  return (
    <Group prefix={prefix} title="Buttons">
      {(["md", "sm"] as const).map((size) => (
        <Row key={size}>
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant} size={size}>
              {variant.charAt(0).toUpperCase() + variant.slice(1)}
            </Button>
          ))}
          <Button size={size} disabled>
            Disabled
          </Button>
        </Row>
      ))}
      <Row>
        <LinkButton href="/dev/components">
          <Plus aria-hidden="true" className="size-4" />
          Link button
        </LinkButton>
        <TextLink href="/dev/components">Text link</TextLink>
        <div className="@container relative h-14 basis-full">
          <RowMenu label={`Actions for the sample, ${prefix}`}>
            <Button variant="ghost" size="menu">
              Resend
            </Button>
            <Button variant="danger-ghost" size="menu">
              Revoke…
            </Button>
          </RowMenu>
        </div>
      </Row>
    </Group>
  );
}

const MARKDOWN = `## Before the frost

Cover the **lime**, drain the *hoses*, and [tell the yard](https://example.com).

- [x] tarpaulins
- [ ] salt

| Stone | Days |
| --- | ---: |
| limestone | 3 |

> Frost finds what people forget.`;

function Words({ prefix, now }: { prefix: string; now: number }) {
  return (
    <Group prefix={prefix} title="Small components">
      <Row>
        <Badge>Neutral</Badge>
        <Badge>This device</Badge>
        {(Object.keys(TONES) as Tone[]).map((tone) => (
          <Badge key={tone} tone={tone}>
            {TONES[tone].word}
          </Badge>
        ))}
      </Row>
      <Row>
        <Avatar name="Ines Okafor" />
        <Avatar name="North Yard" square />
        <Avatar name="Li" size="sm" />
        <Avatar name="North Yard" square size="lg" />
        <LogoMark />
        <Logo name="Gatehouse" />
      </Row>
      <Row>
        <Time at="2026-11-12T14:05:00.000Z" />
        <Time at={new Date(now - 200_000).toISOString()} relative />
      </Row>
      <CodeBlock code="npm ci && npm run dev" label="Copy the command" prompt="$" />
    </Group>
  );
}

function Messages({ prefix }: { prefix: string }) {
  return (
    <Group prefix={prefix} title="Messages">
      <Alert tone="danger" title="The invitation was not sent">
        The address already belongs to a member.
      </Alert>
      <Alert tone="warning" title="This link expires in 10 minutes" />
      <Alert tone="success">Your name is saved.</Alert>
      <Alert tone="info">You are looking at sample data.</Alert>
      {prefix === "dark" && <Flash>The device was signed out.</Flash>}
      <EmptyState
        icon={<Inbox aria-hidden="true" />}
        title="No invitations yet"
        action={<Button variant="secondary">Invite people</Button>}
      >
        People you invite show up here until they join.
      </EmptyState>
    </Group>
  );
}

function Danger() {
  return (
    <Card
      headingLevel={3}
      title="Delete organization"
      description="Everything in it is deleted, for all of its members."
      action={<DangerSample />}
    />
  );
}

export function Gallery({ prefix, now }: { prefix: string; now: number }) {
  return (
    <>
      <Group prefix={prefix} title="Colors">
        <Row>
          {SWATCHES.map((name) => (
            <span key={name} title={name} className={`size-9 rounded-control border border-border ${name}`} />
          ))}
        </Row>
      </Group>
      <Buttons prefix={prefix} />
      <Words prefix={prefix} now={now} />
      <Group prefix={prefix} title="Markdown">
        <Markdown text={MARKDOWN} />
      </Group>
      <Messages prefix={prefix} />
      <Group prefix={prefix} title="Fields">
        <FieldSamples prefix={prefix} />
      </Group>
      <Group prefix={prefix} title="Forms">
        <FormSamples />
      </Group>
      <Group prefix={prefix} title="Table">
        <SessionSample now={now} />
      </Group>
      <Group prefix={prefix} title="Charts">
        <ChartSamples now={now} />
      </Group>
      <Group prefix={prefix} title="Page header, switcher, cards">
        <Breadcrumb
          label={`Breadcrumb,  ${prefix}`}
          items={[
            { label: "North Yard", href: "/dev/components" },
            { label: "Members", href: "/dev/components#members" },
          ]}
        />
        <PageHeader
          headingLevel={3}
          title="Members"
          description="The people who work in this organization."
          action={<Button>Invite people</Button>}
        />
        <div className="max-w-64">
          <OrganizationSwitcher
            organizations={[
              { slug: "north", name: "North Yard", role: "org_admin", suspended: false },
              { slug: "south", name: "South Gate and Sons", role: "readonly", suspended: false },
              { slug: "old", name: "Old Tower", role: "member", suspended: true },
            ]}
            currentSlug="north"
            mayCreate
          />
        </div>
        <Danger />
      </Group>
    </>
  );
}
