//! Puts a signed badge into a picture that carries it from then on: IMAGE is a PNG or SVG, CREDENTIAL a badge in JSON or a JWT,
//! `-` from standard input, and OUT the file to be written.
//!
//! `cargo run --example bake_badge -- fixtures/badge.png badge.json badge.png`. A picture that has a badge already is refused,
//! unless `--replace` says that it is to go. Nothing else of the picture changes.
//! Exit 0: baked; 2: the image is none, or the badge cannot be baked into it.

mod common;

use std::process::ExitCode;

use openbadges::bake::{Existing, Picture, bake};
use openbadges::finding::Code;

const USAGE: &str = "bake_badge IMAGE CREDENTIAL|- OUT [--replace]";

fn main() -> ExitCode {
    common::main_with_flags(USAGE, &[], &["replace"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let [image, credential, out] = args.alone() else { return Err(format!("usage: {USAGE}").into()) };
    let existing = if args.has("replace") { Existing::Replace } else { Existing::Refuse };
    let text = common::bytes(credential)?;
    let baked = bake(&common::bytes(image)?, &text, existing).map_err(|error| {
        let is_its = error.code() == Code::BakeNotACredential || error.code().as_str().starts_with("json.");
        common::in_file(if is_its { credential } else { image }, error)
    })?;
    std::fs::write(out, &baked).map_err(|error| format!("{out}: {error}"))?;
    if let Some(picture) = Picture::of(&baked) {
        eprintln!("{out}: {} bytes, {}", baked.len(), picture.media_type());
    }
    Ok(ExitCode::SUCCESS)
}
