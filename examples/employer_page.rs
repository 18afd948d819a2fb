//! What an employer sees of a badge: one page of HTML. JSON, JWT, or a PNG or SVG with one in it; `-` reads it from standard input.
//!
//! A badge that is not verified gets a page too, which says that first. What `--image FILE` names, PNG or SVG, stands in place
//! of the badge's own picture, and one that has none inside is drawn; `--url` is where the page will be published, `--image-url` where a picture of the badge is. What
//! the badge is judged by is handed in as for `verify_badge`.
//! Exit 0: verified, perhaps with warnings; 1: not verified; 3: undecided, something could not be checked; 2: unreadable, or
//! called wrongly. There is a page in all cases but the last.

mod common;

use std::process::ExitCode;

use openbadges::display::art::Art;
use openbadges::display::page::Page;
use openbadges::display::summary::{Summary, Unverified};
use openbadges::language::Language;
use openbadges::verify::{Policy, TrustRegistry, Verdict, Verifier};

const USAGE: &str = "employer_page CREDENTIAL|- OUT.html [--resources DIR] [--document DID|URL=FILE]... \
                     [--key VERIFICATION_METHOD=MULTIKEY]... [--at RFC3339] [--policy strict|certification|archive] \
                     [--trust FILE] [--language en|es] [--image FILE] [--url URL] [--image-url URL]";

fn main() -> ExitCode {
    let options = ["resources", "document", "key", "at", "policy", "trust", "language", "image", "url", "image-url"];
    common::main(USAGE, &options, run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let [credential, out] = args.alone() else { return Err(format!("usage: {USAGE}").into()) };
    let badge = common::badge(credential)?;
    let language = args.get("language").unwrap_or("en");
    let language = Language::of(language).ok_or_else(|| format!("--language {language} is neither en nor es"))?;
    let now = args.at()?.unwrap_or_else(common::now);
    let mut verifier = Verifier::new(args.get("policy").unwrap_or("strict").parse::<Policy>()?);
    if args.has("trust") {
        verifier = verifier.with_trust(args.load("trust", b"", TrustRegistry::from_json)?);
    }
    let report = verifier.verify(&badge, &args.resources()?, now);
    if !report.is_readable() {
        return Err(format!("{credential}: {report}").into());
    }
    let verdict = report.verdict();
    match report.into_verified() {
        Ok(verified) => {
            let summary = Summary::of(&verified);
            let mut page = Page::of(&summary).with_language(language);
            let has_own = summary.achieved().image().is_some_and(|image| image.uri().starts_with("data:"));
            if !has_own && let Ok(art) = Art::of_credential(verified.credential()) {
                page = page.with_image(art.to_svg().as_bytes())?;
            }
            write(&args, page, out)?;
        }
        Err(not) => write(&args, Page::of_unverified(&Unverified::from(&not)).with_language(language), out)?,
    }
    println!("{verdict}: {out}");
    Ok(match verdict {
        Verdict::Verified | Verdict::VerifiedWithWarnings => ExitCode::SUCCESS,
        Verdict::NotVerified => ExitCode::from(1),
        _ => ExitCode::from(3),
    })
}

fn write(args: &common::Args, mut page: Page<'_>, out: &str) -> common::Result<()> {
    if let Some(file) = args.get("image") {
        page = page.with_image(&common::bytes(file)?).map_err(|error| common::in_file(file, error))?;
    }
    if let Some(url) = args.get("url") {
        page = page.with_url(url)?;
    }
    if let Some(url) = args.get("image-url") {
        page = page.with_image_url(url)?;
    }
    std::fs::write(out, page.to_html()).map_err(|error| format!("{out}: {error}").into())
}
