//! Takes pushes back.

use super::play::Play;
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ProblemType,
    wire::{Confirm, PushResult, Revert},
};
use edutracker_sync::SyncError;

/// Pushes that a person looks through.
const LAST: u64 = 8;

impl Play {
    /// A person takes one of the last pushes of the account back. One whose
    /// answer was lost is asked for again, under its id.
    pub(super) async fn revert(&mut self, who: usize, which: u8) -> Result<String, SyncError> {
        let client = &self.clients[who];
        let listed = client.engine.session().pushes(None, LAST);
        let Some(listed) = client.live(listed).await else {
            return Ok(String::new());
        };
        let mut pushes: Vec<RecordId> = listed?
            .items
            .into_iter()
            .filter(|info| info.revertible)
            .map(|info| info.push)
            .collect();
        // In the order they were made, which is the same in each play.
        pushes.sort();
        let Some(at) = usize::from(which).checked_rem(pushes.len()) else {
            return Ok("nothing was sent".to_owned());
        };
        let push = pushes[at];
        let kept = self.reverts.entry((who, push));
        let id = *kept.or_default();
        self.oracle.wants_back(who, id, push, &self.hub.server());
        let asked = self.taking_back(who, push, id);
        let Some(answer) = self.clients[who].live(asked).await else {
            return Ok(String::new());
        };
        let answer = answer?;
        self.reverts.remove(&(who, push));
        Ok(format!("{:?}", answer.summary))
    }

    async fn taking_back(
        &self,
        who: usize,
        push: RecordId,
        id: RecordId,
    ) -> Result<PushResult, SyncError> {
        let client = &self.clients[who];
        let session = client.engine.session();
        let mut revert = Revert {
            push: Some(id),
            device: client.member.device.clone(),
            ..Revert::default()
        };
        match session.revert(push, &revert, false).await {
            Err(SyncError::Problem(problem)) if problem.kind == ProblemType::ConfirmMismatch => {
                let number = |name: &str| problem.members.get(name).and_then(|n| n.as_u64());
                revert.confirm = Some(Confirm {
                    updates: number("updates").unwrap_or(0),
                    deletes: number("removals").unwrap_or(0),
                });
                session.revert(push, &revert, false).await
            }
            answer => answer,
        }
    }
}
