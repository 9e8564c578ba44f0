//! Texts of the time slider, a part of the program that is fetched when there is a time to go back to.

use super::{Lang, messages};

messages! {
    /// The time slider.
    Scrub {
        shown: "Epoch shown", "显示的轮次";
        earlier: "Recorded epoch before", "上一个已记录的轮次";
        later: "Next recorded epoch", "下一个已记录的轮次";
        running: "Slide to pause and look back at any epoch.", "拖动滑块可暂停训练，并回看任一轮次。";
        latest: "Slide to look back at any recorded epoch.", "拖动滑块可回看任一已记录的轮次。";
        back: "Run goes on from here, to the same numbers.", "“运行”会从这里继续，并得到相同的数值。";
        keep: "Keep to compare", "保留以作比较";
        keep_hint: "The curves of this run stay, faint, behind those of the next.", "本次运行的曲线以淡色留在下一次运行的曲线之后。";
        forget: "Forget the kept run", "不再保留";
        branch_full: "There are as many changes as a run can have. Take one back to make another.", "更改数已达上限。请先撤回一个再添加。";
        branch_end: "The run ends here: slide back to an epoch from which it can go another way.", "运行到此结束：请拖回到可以改走另一条路的轮次。";
        speed: "Speed", "速度";
        full_speed: "full speed", "全速";
        rule: "Optimizer", "优化器";
        learning_rate: "Learning rate", "学习率";
        batch: "Batch", "批大小";
        l2: "L2", "L2";
        changes: "Changes on the way", "途中的改动";
    } with {
        epochs_per_second(n: &str): format!("{n} epochs/s"), format!("每秒 {n} 轮");
        branch_hint(epoch: &str): format!("A value changed here makes a branch: up to {epoch} the run is the same, bit by bit, and Run goes on from there. The curves of the run without the change stay, gray."), format!("在这里改动一个值就产生一条分支：到{epoch}为止逐位相同，“运行”从那里继续。未改动的运行以灰线保留。");
        change(epoch: &str, name: &str, value: &str): format!("From {epoch}: {name} {value}"), format!("从{epoch}起：{name} {value}");
        forget_change(change: &str): format!("Take back: {change}"), format!("撤销：{change}");
        at(value: &str, epoch: &str): format!("{value} at {epoch}"), format!("{epoch}为 {value}");
        other_data(kept: &str): format!("The kept run (gray) is of other data, and cannot be compared: {kept}."), format!("保留的运行（灰线）使用了其他数据，不能比较：{kept}。");
        compared(difference: &str, now: &str, kept: &str): format!("Test cross-entropy {difference} against the kept run (gray): {now}, kept {kept}."), format!("测试交叉熵与保留的运行（灰线）相差 {difference}：现在{now}，保留的{kept}。");
    }
}

impl Lang {
    /// The texts of the time slider.
    pub const fn scrub(self) -> &'static Scrub {
        match self {
            Self::English => &Scrub::ENGLISH,
            Self::Chinese => &Scrub::CHINESE,
        }
    }
}
