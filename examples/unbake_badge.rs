//! Takes the badge out of a PNG or SVG and prints it to standard output, JSON or a JWT: `-` reads the image from standard input.
//! Whether it is genuine, `verify_badge` says.
//!
//! Exit 0: there it is; 1: the image has none, or one of Open Badges 1 or 2; 2: the image cannot be read, or not for certain.

mod common;

use std::process::ExitCode;

use openbadges::bake::{Baked, unbake};

const USAGE: &str = "unbake_badge IMAGE|-";

fn main() -> ExitCode {
    common::main(USAGE, &[], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let baked = args.read_single(unbake)?;
    if let Some(credential) = baked.credential() {
        common::write("-", format!("{credential}\n").as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    match baked {
        Baked::Earlier(text) => eprintln!("a badge of Open Badges 1 or 2: {}", common::shown(&text)),
        _ => eprintln!("no badge"),
    }
    Ok(ExitCode::from(1))
}
