//! Takes pictures of the finished site: every scene on every screen, in both themes and languages.

use anyhow::{Context, Result};
use browser_tests::scene::{ILLUSTRATIONS, LANGUAGES, SCENES, SCHEMES, SCREENS, Screen, Shot, scene_named};
use clap::Parser;
use std::path::Path;
use xtask::project;

/// Takes pictures of the finished site.
#[derive(Parser)]
struct Options {
    /// Only these scenes.
    #[arg(long)]
    scene: Vec<String>,
    /// Only these screens: laptop, projector, phone.
    #[arg(long)]
    screen: Vec<String>,
    /// Only these color schemes: light, dark.
    #[arg(long)]
    scheme: Vec<String>,
    /// Only these languages: en, zh-CN.
    #[arg(long)]
    language: Vec<String>,
    /// Take the pictures of the README instead, into docs/.
    #[arg(long)]
    readme: bool,
}

fn main() -> Result<()> {
    let options = Options::parse();
    if options.readme { take_illustrations() } else { take_chosen(&options) }
}

fn take_chosen(options: &Options) -> Result<()> {
    let folder = project::target()?.join("screenshots");
    for shot in all_shots().filter(|shot| options.include(shot)) {
        take(&shot, &folder.join(shot.file_name()))?;
    }
    Ok(())
}

fn take_illustrations() -> Result<()> {
    let folder = project::root()?.join("docs");
    for picture in ILLUSTRATIONS {
        let scene = scene_named(picture.scene).context("an illustration has no scene")?;
        let shot = Shot { scene, screen: SCREENS[0], scheme: picture.scheme, language: LANGUAGES[0] };
        take(&shot, &folder.join(format!("{}.png", scene.name)))?;
    }
    Ok(())
}

fn take(shot: &Shot<'_>, file: &Path) -> Result<()> {
    shot.take(file)?;
    println!("{}", file.display());
    Ok(())
}

fn all_shots() -> impl Iterator<Item = Shot<'static>> {
    SCENES.iter().flat_map(|scene| {
        SCREENS.into_iter().flat_map(move |screen: Screen| {
            SCHEMES.into_iter().flat_map(move |scheme| {
                LANGUAGES.into_iter().map(move |language| Shot { scene, screen, scheme, language })
            })
        })
    })
}

impl Options {
    fn include(&self, shot: &Shot<'_>) -> bool {
        let chosen = |list: &[String], name: &str| list.is_empty() || list.iter().any(|item| item == name);
        chosen(&self.scene, shot.scene.name)
            && chosen(&self.screen, shot.screen.name)
            && chosen(&self.scheme, shot.scheme.name())
            && chosen(&self.language, shot.language)
    }
}
