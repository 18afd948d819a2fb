//! Puts a signed badge into a picture that carries it from then on: IMAGE is a PNG or SVG, CREDENTIAL a badge in JSON or a JWT,
//! or an image that has one, and OUT the file to be written, with the ending of IMAGE. `-` is standard input or output.
//!
//! `cargo run --example bake_badge -- fixtures/badge.png badge.json badge.png`. A picture that has a badge already is refused,
//! unless `--replace` says that it is to go. Nothing else of the picture changes.
//! Exit 0: baked; 2: the image is none, or the badge cannot be baked into it.

mod common;

use std::process::ExitCode;

use openbadges::bake::{Existing, Picture, bake};
use openbadges::finding::Code;

const USAGE: &str = "bake_badge IMAGE|- CREDENTIAL|- OUT|- [--replace]";

fn main() -> ExitCode {
    common::main_with_flags(USAGE, &[], &["replace"], run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let [image, credential, out] = args.alone() else { return Err(format!("usage: {USAGE}").into()) };
    let existing = if args.has("replace") { Existing::Replace } else { Existing::Refuse };
    if (image.as_str(), credential.as_str()) == ("-", "-") {
        return Err("only one of IMAGE and CREDENTIAL can be standard input".into());
    }
    let text = common::badge(credential)?;
    let picture = common::bytes(image)?;
    if let Some(kind) = Picture::of(&picture) {
        common::must_end_in(out, kind)?;
    }
    let baked = bake(&picture, &text, existing).map_err(|error| {
        let is_its = error.code() == Code::BakeNotACredential || error.code().as_str().starts_with("json.");
        common::in_file(if is_its { credential } else { image }, error)
    })?;
    // OUT may be IMAGE.
    common::write(out, &baked)?;
    if let Some(picture) = Picture::of(&baked) {
        eprintln!("{out}: {} bytes, {}", baked.len(), picture.media_type());
    }
    Ok(ExitCode::SUCCESS)
}
