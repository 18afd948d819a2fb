//! Is this badge genuine? `cargo run --example verify_badge -- FILE [--at RFC3339]`; `-` reads standard input.
//!
//! One line for each check. Exit 0: verified; 1: not verified, or not all could be checked; 2: unreadable.

mod common;

use std::process::ExitCode;

use openbadges::verify::{Policy, Resources, Verdict, Verifier};

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        common::complain(error.as_ref());
        ExitCode::from(2)
    })
}

fn run() -> common::Result<ExitCode> {
    let args = common::Args::parse(&["at"])?;
    let [path] = args.alone.as_slice() else {
        return Err("usage: verify_badge FILE [--at RFC3339]".into());
    };
    let now = args.at()?.map_or_else(common::now, Ok)?;
    let report = Verifier::new(Policy::Strict).verify(&common::read(path)?, &Resources::new(), now);
    println!("{report}");
    Ok(match report.verdict() {
        Verdict::Verified => ExitCode::SUCCESS,
        _ if report.is_readable() => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}
