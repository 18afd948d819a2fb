//! Draws the badge of a skill, as SVG: `badge_art --skill ID OUT.svg`; `-` writes it to standard output.
//!
//! `--framework FILE` has the skill, by default the built-in nine; `--name` draws something that no framework has, or the
//! skill under another name; `--credential FILE` draws what a credential is awarded for, with the levels in it; the credential
//! may be baked into an image.
//! `--issuer` says who issues it, `--color '#rrggbb'` and `--shape` how it looks. `--all DIR` draws every skill of the
//! framework. With the feature `png` a name that ends in `.png` is written as PNG with the fonts of `--font FILE`, which may
//! stand more than once.
//! Exit 0: drawn; 2: could not be.

mod common;

use std::path::Path;
use std::process::ExitCode;

use openbadges::display::art::{Art, Shape, Theme};
use openbadges::model::AchievementCredential;
use openbadges::{Document, Framework};

const USAGE: &str = "badge_art --skill ID|--name NAME|--credential FILE OUT.svg|- [--framework FILE] [--issuer NAME] [--color #rrggbb] \
                     [--shape hexagon|circle|shield|square], or badge_art --all DIR [...]";
const OPTIONS: &[&str] = &["skill", "name", "credential", "framework", "issuer", "color", "shape", "all", "font"];

fn main() -> ExitCode {
    common::main(USAGE, OPTIONS, run)
}

fn run(args: common::Args) -> common::Result<ExitCode> {
    let framework = match args.get("framework") {
        Some(file) => common::read_file(file, Framework::from_json)?,
        None => Framework::twenty_first_century_skills(),
    };
    if let Some(folder) = args.get("all") {
        args.none_alone()?;
        if let Some(other) = ["name", "skill", "credential", "font"].into_iter().find(|other| args.has(other)) {
            return Err(format!("--all draws every skill as SVG: --{other} has no place beside it").into());
        }
        std::fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
        for skill in framework.skills() {
            let file = Path::new(folder).join(format!("{}.svg", skill.id()));
            write(&file.to_string_lossy(), &styled(Art::of(&skill)?, &args)?, &args)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(file) = args.get("credential") {
        if args.has("skill") || args.has("name") {
            return Err("--credential says what is drawn, and so do --skill and --name".into());
        }
        if args.has("framework") {
            return Err("--credential has all that is drawn: --framework has no place beside it".into());
        }
        let read = |bytes: &[u8]| -> openbadges::Result<Art> {
            let badge = openbadges::bake::credential_of(bytes)?;
            Art::of_credential(&AchievementCredential::read(&Document::parse(&badge)?)?)
        };
        write(args.single()?, &styled(common::read_file(file, read)?, &args)?, &args)?;
        return Ok(ExitCode::SUCCESS);
    }
    let art = match (args.get("skill"), args.get("name")) {
        (Some(id), None) => Art::of(&framework.skill(id)?)?,
        (None, Some(name)) => Art::new(name)?,
        // The device and colours of the skill under another name, for instance in another language.
        (Some(id), Some(name)) => {
            let of_skill = Art::of(&framework.skill(id)?)?;
            Art::new(name)?.with_device(of_skill.device()).with_theme(of_skill.theme())
        }
        (None, None) => {
            return Err(format!("one of --skill, --name, --credential and --all is needed; usage: {USAGE}").into());
        }
    };
    write(args.single()?, &styled(art, &args)?, &args)?;
    Ok(ExitCode::SUCCESS)
}

fn styled(mut art: Art, args: &common::Args) -> common::Result<Art> {
    if let Some(colour) = args.get("color") {
        let shape = art.theme().shape();
        art = art.with_theme(Theme::new(colour.parse()?).with_shape(shape));
    }
    if let Some(name) = args.get("shape") {
        let names = || Shape::ALL.iter().map(|shape| shape.as_str()).collect::<Vec<_>>().join(", ");
        let shape = Shape::of_name(name).ok_or_else(|| format!("--shape {name} is none of {}", names()))?;
        art = art.with_shape(shape);
    }
    Ok(args.get("issuer").into_iter().fold(art, |art, issuer| art.with_issuer(issuer)))
}

fn write(path: &str, art: &Art, args: &common::Args) -> common::Result<()> {
    let ending = Path::new(path).extension().unwrap_or_default().to_ascii_lowercase();
    let bytes = match ending.to_str() {
        Some("png") => png(art, args)?,
        _ if args.has("font") => return Err("an SVG has no fonts: --font is for a name that ends in .png".into()),
        Some("svg") => art.to_svg().into_bytes(),
        _ if path == "-" => art.to_svg().into_bytes(),
        _ => return Err(format!("{path}: the name of a picture ends in .svg or .png").into()),
    };
    if path == "-" {
        return std::io::Write::write_all(&mut std::io::stdout(), &bytes).map_err(|error| error.to_string().into());
    }
    std::fs::write(path, bytes).map_err(|error| format!("{path}: {error}").into())
}

#[cfg(feature = "png")]
fn png(art: &Art, args: &common::Args) -> common::Result<Vec<u8>> {
    let fonts = args.all("font").map(common::bytes).collect::<common::Result<Vec<_>>>()?;
    let fonts: Vec<&[u8]> = fonts.iter().map(Vec::as_slice).collect();
    Ok(art.to_png(512, &fonts)?)
}

#[cfg(not(feature = "png"))]
fn png(_: &Art, _: &common::Args) -> common::Result<Vec<u8>> {
    Err("PNG needs the feature: cargo run --features png --example badge_art".into())
}
