//! Is this badge genuine? JSON or JWT; `-` reads it from standard input. One line for each check.
//!
//! A `did:key` or `did:jwk` issuer needs nothing more. For others hand in the documents that you have fetched, under the DID
//! or URL that they were asked by, `--document did:web:example.edu=did.json`, or just the key from the issuer's own
//! document, `--key https://example.edu/issuer#key-1=z6Mk…`.
//! Exit 0: verified; 1: not verified, or not all could be checked; 2: unreadable.

mod common;

use std::process::ExitCode;

use openbadges::key::VerifyingKey;
use openbadges::verify::{Policy, Resources, Verdict, Verifier};

const USAGE: &str =
    "verify_badge FILE|- [--document DID|URL=FILE]... [--key VERIFICATION_METHOD=MULTIKEY]... [--at RFC3339]";

fn main() -> ExitCode {
    common::main(USAGE, &["document", "key", "at"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let badge = common::bytes(args.single()?)?;
    let now = args.at()?.unwrap_or_else(common::now);
    let mut resources = Resources::new();
    for document in args.all("document") {
        let (id, file) = document.rsplit_once('=').ok_or("--document wants DID|URL=FILE")?;
        resources = resources.with_document(id, common::document(file)?);
    }
    for key in args.all("key") {
        let (method, key) = key.rsplit_once('=').ok_or("--key wants VERIFICATION_METHOD=MULTIKEY")?;
        let controller = method.split_once('#').map_or(method, |(controller, _)| controller);
        resources = resources.with_key(method, controller, VerifyingKey::from_multikey(key)?);
    }
    let report = Verifier::new(Policy::strict()).verify(&badge, &resources, now);
    println!("{report}");
    Ok(match report.verdict() {
        Verdict::Verified => ExitCode::SUCCESS,
        _ if report.is_readable() => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}
