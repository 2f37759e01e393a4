// Unit tests have no database: an address where nothing listens.
import { setEnvironment } from "./environment";

setEnvironment("postgresql://nobody:nothing@127.0.0.1:1/none");
