// Compiles texts of MJML with the reference compiler: a JSON list in, a list of its answers out.
import { readFileSync } from "node:fs";
import mjml from "mjml";

const written = JSON.parse(readFileSync(0, "utf8"));
const options = { validationLevel: "soft", fonts: {} };
const answers = await Promise.all(written.map((text) => mjml(text, options)));
process.stdout.write(JSON.stringify(answers.map(({ html, errors }) => ({ html, errors }))));
