import { renderToStaticMarkup } from "react-dom/server";
import {
  Building2,
  CalendarDays,
  Castle,
  ChartLine,
  Check,
  ChevronsUpDown,
  CreditCard,
  Download,
  FileText,
  Folder,
  KeyRound,
  Layers,
  LayoutDashboard,
  Link2,
  List,
  Lock,
  Mail,
  MailPlus,
  Menu,
  MonitorSmartphone,
  PenLine,
  ScrollText,
  Search,
  Settings,
  Trash2,
  UserRound,
  Users,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import { expect, it } from "vitest";
import { iconMarkup, type NoticeIcon } from "./notice-icons";

const ICONS: Record<NoticeIcon, LucideIcon> = {
  audit: ScrollText,
  calendar: CalendarDays,
  castle: Castle,
  card: CreditCard,
  chart: ChartLine,
  check: Check,
  chevrons: ChevronsUpDown,
  dashboard: LayoutDashboard,
  connections: Link2,
  export: Download,
  file: FileText,
  folder: Folder,
  invitations: MailPlus,
  layers: Layers,
  list: List,
  lock: Lock,
  mail: Mail,
  members: Users,
  menu: Menu,
  organizations: Building2,
  password: KeyRound,
  pen: PenLine,
  person: UserRound,
  search: Search,
  sessions: MonitorSmartphone,
  settings: Settings,
  trash: Trash2,
  webhook: Webhook,
};

const shapesOf = (markup: string) => markup.replace(/^<svg[^>]*>|<\/svg>$/g, "").replaceAll(/><\/\w+>/g, "/>");

it.each(Object.entries(ICONS))("draws the icon %s like the rest of the app", (name, Icon) => {
  expect(shapesOf(iconMarkup(name as NoticeIcon))).toBe(shapesOf(renderToStaticMarkup(<Icon />)));
});
