//! What the screenshots show, and in which variants.

use crate::browser::{Scheme, Visitor, try_in_browser};
use crate::page::Page;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A step from the opened link to the picture.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Click the element of that CSS selector.
    Click(&'static str),
    /// Wait until that JavaScript expression is true.
    Wait(&'static str),
}

/// How long a wait may take: both planes of the 12-bit task are hundreds of estimates.
const PATIENCE: Duration = Duration::from_secs(240);

/// The first weights have been evaluated.
const LOADED: Step = Step::Wait("document.querySelector('.epoch')?.dataset.epoch === '0'");

const RUN: Step = Step::Click(".btn.run");

/// All epochs are done, and all of them are in every plane on the page.
const DONE: Step = Step::Wait("document.querySelector('.status')?.dataset.status === 'finished'");

/// One place of the site, in a state worth a picture.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// The name, in file names and on the command line.
    pub name: &'static str,
    /// The link's fragment.
    pub fragment: &'static str,
    /// What happens before the picture is taken.
    pub steps: &'static [Step],
}

/// Every scene.
pub const SCENES: &[Scene] = &[
    Scene { name: "front", fragment: "", steps: &[] },
    Scene { name: "distributions", fragment: "#/distributions?v=1", steps: &[] },
    Scene {
        name: "classifier",
        fragment: "#/classifier?v=1&label_noise=0.1&net=16,16&epochs=300",
        steps: &[LOADED, RUN, DONE],
    },
    Scene {
        name: "plane",
        fragment: "#/plane?v=1&data=twelve-bit&train=0.8&net=10,7,5,4,3&lr=0.0004&batch=256&epochs=1000&compare=1",
        steps: &[LOADED, RUN, DONE],
    },
];

/// A screen.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// The name, in file names and on the command line.
    pub name: &'static str,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// The three screens that must be right.
pub const SCREENS: [Screen; 3] = [
    Screen { name: "laptop", width: 1440, height: 900 },
    Screen { name: "projector", width: 1024, height: 768 },
    Screen { name: "phone", width: 390, height: 844 },
];

/// Both color schemes.
pub const SCHEMES: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

/// The languages of the page.
pub const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// A picture that the README shows.
#[derive(Clone, Copy, Debug)]
pub struct Illustration {
    /// The scene's name.
    pub scene: &'static str,
    /// Light or dark.
    pub scheme: Scheme,
}

/// The pictures in `docs/`, named after their scene, on a laptop, in English.
pub const ILLUSTRATIONS: &[Illustration] = &[
    Illustration { scene: "distributions", scheme: Scheme::Light },
    Illustration { scene: "classifier", scheme: Scheme::Light },
    Illustration { scene: "plane", scheme: Scheme::Light },
];

/// The scene of that name.
pub fn scene_named(name: &str) -> Option<&'static Scene> {
    SCENES.iter().find(|scene| scene.name == name)
}

/// One picture to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Shot<'a> {
    /// What is shown.
    pub scene: &'a Scene,
    /// On which screen.
    pub screen: Screen,
    /// In which colors.
    pub scheme: Scheme,
    /// In which language.
    pub language: &'a str,
}

impl Shot<'_> {
    /// `classifier-phone-dark-en.png`.
    pub fn file_name(&self) -> String {
        let Self { scene, screen, scheme, language } = self;
        format!("{}-{}-{}-{language}.png", scene.name, screen.name, scheme.name())
    }

    /// Takes the picture.
    ///
    /// # Errors
    /// When a step fails, the console is not silent, or the file cannot be written.
    pub fn take(&self, file: &Path) -> Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let visitor = Visitor {
            width: self.screen.width,
            height: self.screen.height,
            language: self.language.to_owned(),
            scheme: self.scheme,
            reduced_motion: true,
            ..Visitor::default()
        };
        try_in_browser(&visitor, async |page: &Page| {
            page.open(self.scene.fragment).await?;
            for step in self.scene.steps {
                take_step(page, *step).await?;
            }
            page.settle().await?;
            page.screenshot(file).await
        })
        .with_context(|| format!("in {}", self.file_name()))
    }
}

async fn take_step(page: &Page, step: Step) -> Result<()> {
    match step {
        Step::Click(css) => page.click(css).await,
        Step::Wait(expression) => page.wait_at_most(PATIENCE, expression).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenes_have_names_of_their_own() {
        for scene in SCENES {
            assert_eq!(SCENES.iter().filter(|other| other.name == scene.name).count(), 1, "{}", scene.name);
        }
    }

    #[test]
    fn every_illustration_has_a_scene() {
        assert!(ILLUSTRATIONS.iter().all(|picture| scene_named(picture.scene).is_some()));
    }
}
