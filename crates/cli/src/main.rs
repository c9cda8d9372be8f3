//! `edutracker`: the commands of the client in a terminal, for scripts and support.

mod arguments;
mod commands;
mod docs;
mod exit;
mod print;
mod refusal;
mod values;

use arguments::{Arguments, Command, Keys, Review};
use clap::Parser as _;
use edutracker_app::{
    App, SystemHost,
    host::{DEFAULT_SERVICE, Passphrases},
};
use edutracker_domain::Language;
use edutracker_i18n::Texts;
use edutracker_protocol::{ClientError, ErrorCode};
use edutracker_store::keys::keyring::{Keyring, NoKeyring, SystemKeyring};
use exit::Exit;
use std::{process::ExitCode, sync::Arc};

/// Records are many small texts: the system's allocator took a quarter of a push.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command needs.
pub(crate) struct Terminal {
    app: App,
    texts: Texts,
    json: bool,
    keys: Keys,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Docs) {
        print::out(&docs::markdown());
        return ExitCode::SUCCESS;
    }
    if let Command::Review(Review::Classify { file }) = &arguments.command {
        // No cache is opened and no keyring asked.
        return match commands::classify(file) {
            Ok(exit) => ExitCode::from(exit as u8),
            Err(error) => {
                print::error(&Texts::new(language(&arguments)), &error);
                ExitCode::from(exit::of(&error) as u8)
            }
        };
    }
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(_) => return ExitCode::from(Exit::Error as u8),
    };
    let texts = Texts::new(language(&arguments));
    let outcome = runtime.block_on(run(arguments, texts));
    ExitCode::from(outcome as u8)
}

fn language(arguments: &Arguments) -> Language {
    arguments.lang.unwrap_or_else(SystemHost::system_language)
}

async fn run(arguments: Arguments, texts: Texts) -> Exit {
    let keyring: Box<dyn Keyring> = match arguments.keys {
        Keys::Keyring => Box::new(SystemKeyring::default()),
        Keys::Passphrase => Box::new(NoKeyring),
    };
    let host = SystemHost {
        data_dir: arguments
            .data_dir
            .clone()
            .unwrap_or_else(SystemHost::usual_data_dir),
        keyring,
        passphrases: Passphrases::OfScripts,
        language: language(&arguments),
        service: std::env::var("EDUTRACKER_SERVICE").unwrap_or_else(|_| DEFAULT_SERVICE.to_owned()),
        on_change: Box::new(|_| {}),
        on_zoom: Box::new(|_| {}),
    };
    let started = App::start(Arc::new(host));
    let json = arguments.json;
    let keys = arguments.keys;
    let outcome = match started {
        Ok(app) => {
            let terminal = Terminal {
                app,
                texts,
                json,
                keys,
            };
            match commands::run(&terminal, arguments.command).await {
                Ok(exit) => return exit,
                Err(error) => (error, terminal.texts),
            }
        }
        Err(error) => (error, texts),
    };
    let (error, texts) = outcome;
    print::error(&texts, &error);
    exit::of(&error)
}

impl Terminal {
    /// Opens a locked cache with `EDUTRACKER_PASSPHRASE`, where it is set.
    pub(crate) async fn unlock(&self) -> Result<(), ClientError> {
        use edutracker_protocol::command::{Nothing, Phase, Unlock};
        let session = edutracker_app::session(&self.app, Nothing {}).await?;
        if session.phase != Phase::Locked {
            return Ok(());
        }
        let Ok(secret) = std::env::var("EDUTRACKER_PASSPHRASE") else {
            let reason = session.locked_because.unwrap_or_default();
            return Err(ClientError::new(ErrorCode::Locked).with("reason", reason));
        };
        let unlock = Unlock {
            secret,
            passphrase: None,
        };
        edutracker_app::unlock(&self.app, unlock).await?;
        Ok(())
    }
}
