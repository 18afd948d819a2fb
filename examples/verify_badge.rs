//! Is this badge genuine, still good, about this person, and was it earned? JSON, a JWT, or a PNG or SVG that it is baked
//! into; `-` reads it from standard input.
//!
//! A `did:key` or `did:jwk` issuer needs nothing more. For others hand in the documents that you have fetched: a folder with
//! an `index.json`, which has for each DID or URL the name of a file; one by one, `--document did:web:example.edu=did.json`;
//! or just the key from the issuer's own document, `--key https://example.edu/issuer#key-1=z6Mk…`. What is lacking is
//! listed. The example `verify_online` fetches it.
//!
//! `--policy strict` is the default; `--recipient emailAddress=a@example.edu` or `--recipient id=did:…` says who should have
//! the badge; `--trust FILE` which issuers are trusted, `{"trusted": ["did:…"], "distrusted": []}`; `--json` writes the
//! report as JSON. `--summary text|markdown|json` writes instead what the badge says, as far as it can be relied on; of one
//! that is not verified, that and why. `--language es` writes it in Spanish.
//! Exit 0: verified, perhaps with warnings; 1: not verified; 3: undecided, something could not be checked; 2: unreadable, or
//! called wrongly.

mod common;

use std::io::Write as _;
use std::process::ExitCode;

use openbadges::display::summary::{Summary, Unverified};
use openbadges::language::Language;
use openbadges::model::{IdentifierType, Term};
use openbadges::verify::{Person, Policy, Report, TrustRegistry, Verdict, Verifier};

const USAGE: &str = "verify_badge FILE|- [--resources DIR] [--document DID|URL=FILE]... \
                     [--key VERIFICATION_METHOD=MULTIKEY]... [--at RFC3339] [--policy strict|certification|archive] \
                     [--recipient TYPE=VALUE]... [--trust FILE] [--json | --summary text|markdown|json] \
                     [--language TAG]";

fn main() -> ExitCode {
    let options = ["resources", "document", "key", "at", "policy", "recipient", "trust", "summary", "language"];
    common::main_with_flags(USAGE, &options, &["json"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    if args.has("json") && args.has("summary") {
        return Err(
            "--json writes the report and --summary the summary, as JSON with `--summary json`: only one can be".into(),
        );
    }
    if args.has("language") && !matches!(args.get("summary"), Some("text" | "markdown")) {
        return Err("--language is that of a summary: it needs --summary text or markdown".into());
    }
    let badge = common::badge(args.single()?)?;
    let now = args.at()?.unwrap_or_else(common::now);
    let mut verifier = Verifier::new(args.get("policy").unwrap_or("strict").parse::<Policy>()?);
    if args.has("trust") {
        verifier = verifier.with_trust(args.load("trust", b"", TrustRegistry::from_json)?);
    }
    let resources = args.resources()?;
    let report = match person(&args)? {
        Some(person) => verifier.verify_for(&badge, &resources, now, &person),
        None => verifier.verify(&badge, &resources, now),
    };
    let text = match args.get("summary") {
        Some(form) => summary(&report, form, args.get("language").unwrap_or("en"))?,
        None if args.has("json") => serde_json::to_string_pretty(&report)? + "\n",
        None => format!("{report}\n"),
    };
    // Who reads only the first line may close the pipe; the exit code says it all the same.
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            return Err(format!("standard output: {error}").into());
        }
        _ => {}
    }
    Ok(match report.verdict() {
        _ if !report.is_readable() => ExitCode::from(2),
        Verdict::Verified | Verdict::VerifiedWithWarnings => ExitCode::SUCCESS,
        Verdict::NotVerified => ExitCode::from(1),
        _ => ExitCode::from(3),
    })
}

fn summary(report: &Report, form: &str, language: &str) -> common::Result<String> {
    let language = Language::of(language).ok_or(format!("there are no texts in the language `{language}`"))?;
    Ok(match (report.clone().into_verified(), form) {
        (Ok(badge), "text") => Summary::of(&badge).to_text(&language),
        (Ok(badge), "markdown") => Summary::of(&badge).to_markdown(&language),
        (Ok(badge), "json") => serde_json::to_string_pretty(&Summary::of(&badge))? + "\n",
        (Err(not), "text") => Unverified::from(&not).to_text(&language),
        (Err(not), "markdown") => Unverified::from(&not).to_markdown(&language),
        (Err(not), "json") => serde_json::to_string_pretty(&Unverified::from(&not))? + "\n",
        (_, form) => return Err(format!("a summary is text, markdown or json, not `{form}`").into()),
    })
}

fn person(args: &common::Args) -> common::Result<Option<Person>> {
    if !args.has("recipient") {
        return Ok(None);
    }
    let mut person = Person::new();
    for recipient in args.all("recipient") {
        let (kind, value) =
            recipient.split_once('=').ok_or("--recipient wants TYPE=VALUE, such as emailAddress=a@b.example")?;
        person = match kind.parse::<Term<IdentifierType>>()? {
            _ if kind == "id" => person.with_id(value),
            kind if kind.is_allowed() || kind.as_str() == "email" => person.with_identifier(kind, value),
            kind => {
                return Err(format!(
                    "`{}` is no kind of identifier, such as emailAddress; nor is it `id`",
                    kind.as_str()
                )
                .into());
            }
        };
    }
    Ok(Some(person))
}
