import { FrontPage } from "@/components/marketing/front-page";
import { appName } from "@/lib/web/app-name";

export default function Page() {
  return <FrontPage appName={appName()} signedInHref={null} now={Date.now()} />;
}
