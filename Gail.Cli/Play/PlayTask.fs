namespace Gail.Cli.Play

open Gail.Numerics
open Gail.Cli
open Gail.Cli.Arguments
open Gail.Cli.Display
open Gail.Cli.Jobs
open Gail.Environments
open Gail.Scripts

/// An environment that a person can play with two keys.
type PlayTask =
    {
        Environment: IEnvironment
        /// The page's way to draw it.
        Drawing: string
        /// The task, for the player.
        Goal: string
        /// Steps a second that a person can follow.
        Rate: int
        /// The action of what is held, -1 (left) to 1 (right), 0 being no key, and of the action before.
        Action: float -> float32 -> float32
        /// The action before the first.
        First: float32
    }

[<RequireQualifiedAccess>]
module PlayTask =

    let private known =
        [
            "CartPole-v1"
            "CartPole-v0"
            "MountainCar-v0"
            "MountainCarContinuous-v0"
            "Acrobot-v1"
            "Acrobot-v0"
            "Pendulum-v1"
        ]

    /// The environments that can be played.
    let names = String.concat ", " known

    /// 0, 1, 2 for left, nothing, right.
    let private three held _ = float32 (1 + sign held)

    /// The cart is always pushed: without a key as before.
    let private two held before =
        if held = 0.0 then before
        elif held < 0.0 then 0f
        else 1f

    let private force (environment: IEnvironment) =
        match environment.Spec.Action with
        | :? BoxSpace as box -> fun held _ -> float32 held * box.High[0]
        | _ -> invalidOp "The action is no force."

    /// The task of an environment's name.
    let create (id: string) =
        if not (List.contains id known) then
            let near = NearestNames.Question(id, known)
            // A name that is none at all is complained of as anywhere else.
            let spec = Env.specOf id

            Errors.user
                $"--play: {spec.Id} cannot be played with two keys{near}; {names} can. Other recordings are read from files: see `gail convert --help`."

        let environment = Env.create id

        match id.Split('-')[0] with
        | "CartPole" ->
            {
                Environment = environment
                Drawing = "cartpole"
                Goal = "Keep the pole up and the cart between the posts."
                Rate = 20
                Action = two
                First = 1f
            }
        | "Acrobot" ->
            {
                Environment = environment
                Drawing = "acrobot"
                Goal = "Swing the tip above the line; the motor is at the middle joint."
                Rate = 12
                Action = three
                First = 1f
            }
        | "Pendulum" ->
            {
                Environment = environment
                Drawing = "pendulum"
                Goal = "Swing the pendulum up and hold it there with little force."
                Rate = 20
                Action = force environment
                First = 0f
            }
        | _ ->
            let continuous = environment.Spec.Action.IsContinuous

            {
                Environment = environment
                Drawing = "mountaincar"
                Goal = "Rock the car back and forth until it reaches the flag."
                Rate = (if continuous then 40 else 25)
                Action = (if continuous then force environment else three)
                First = (if continuous then 0f else 1f)
            }
