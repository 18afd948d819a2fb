//! A fresh key: writes the seed to a file and prints the DID that goes with it.
//!
//! Whoever has the seed can sign in your name. Keep it in a vault, and keep a copy: with another one, badges that are
//! issued again get other ids.

mod common;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use openbadges::did;
use openbadges::key::{Seed, SigningKey};

fn main() -> ExitCode {
    common::main("new_key OUT", &[], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let path = args.single()?;
    let seed = Seed::generate(getrandom::fill)?;

    // A key that exists is never overwritten, and nobody else may read the new one.
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => format!("{path} exists already, and a key is never overwritten"),
        _ => format!("{path}: {e}"),
    })?;
    writeln!(file, "{}", seed.to_hex())?;

    println!("{}", did::of_key(&SigningKey::from_seed(&seed).verifying_key()));
    Ok(ExitCode::SUCCESS)
}
