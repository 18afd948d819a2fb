//! A badge with all that its verification needed, in one file: years later it verifies without a network, as of then.
//!
//! ```text
//! bundle make BADGE --out FILE [--resources DIR] [--document DID|URL=FILE]... [--at TIME]    prints the file's digest
//! bundle verify FILE [--digest HEX]
//! ```
//!
//! Keep the digest elsewhere than the file: whoever can change the file could put another badge into it.
//! Exit 0: made, or verified (also with warnings); 1: not verified; 3: undecided; 2: the input cannot be used.

mod common;

use std::process::ExitCode;

use openbadges::verify::{Bundle, Report, Resources, Verdict, Verifier};

const USAGE: &str = "bundle make BADGE --out FILE [--resources DIR] [--document DID|URL=FILE]... [--at TIME] | \
                     bundle verify FILE [--digest HEX]";

fn main() -> ExitCode {
    common::main(USAGE, &["out", "resources", "document", "at", "digest"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    match args.alone() {
        [step, badge] if step == "make" => make(&args, badge),
        [step, file] if step == "verify" => verify(&args, file),
        _ => Err(format!("usage: {USAGE}").into()),
    }
}

fn make(args: &common::Args, badge: &str) -> common::Result<ExitCode> {
    let badge = common::badge(badge)?;
    let mut resources = match args.get("resources") {
        Some(folder) => common::folder(folder)?,
        None => Resources::new(),
    };
    for document in args.all("document") {
        resources = common::with_document(resources, document)?;
    }
    let out = args.get("out").ok_or("--out FILE says where the bundle goes")?;
    match Verifier::default().bundle(&badge, &resources, args.at()?.unwrap_or_else(common::now)) {
        Ok(bundle) => {
            std::fs::write(out, bundle.to_json()).map_err(|error| format!("{out}: {error}"))?;
            println!("{}", bundle.digest());
            Ok(ExitCode::SUCCESS)
        }
        Err(not_verified) => Ok(said(not_verified.report())),
    }
}

fn verify(args: &common::Args, file: &str) -> common::Result<ExitCode> {
    let bytes = common::bytes(file)?;
    let bundle = match args.get("digest") {
        Some(digest) => Bundle::read_sealed(&bytes, digest)?,
        None => Bundle::read(&bytes)?,
    };
    println!("as of {}", bundle.at());
    Ok(said(&Verifier::default().verify_bundle(&bundle)))
}

fn said(report: &Report) -> ExitCode {
    println!("{report}");
    match report.verdict() {
        _ if !report.is_readable() => ExitCode::from(2),
        verdict if verdict.is_verified() => ExitCode::SUCCESS,
        Verdict::NotVerified => ExitCode::from(1),
        _ => ExitCode::from(3),
    }
}
