namespace Gail.Scripts

open Gail.Environments
open Gail.MuJoCo.Environments.Options
open Gail.MuJoCo.Environments

/// The environments, by name. A robot's name may carry options: "Hopper-v5:ctrlCostWeight=0.01,frameSkip=2".
[<RequireQualifiedAccess>]
module Env =

    /// The names of the classic control tasks, which need nothing else.
    let classic: string list = List.ofSeq BuiltInEnvironments.All

    /// The names of the robots, which need the MuJoCo library to be made, though not to be listed.
    let robots: string list = List.ofSeq MuJoCoEnvironments.All

    /// All names.
    let names: string list = classic @ robots

    /// The name without its options, and what follows the colon.
    let private parts (name: string) =
        match name.IndexOf ':' with
        | -1 -> name, None
        | colon -> name[.. colon - 1], Some name[colon + 1 ..]

    let private find (inClassic: string -> 'T) (inRobots: string -> 'T) (name: string) =
        match parts name with
        | plain, _ when List.contains plain robots -> inRobots name
        | plain, None when List.contains plain classic -> inClassic plain
        | plain, Some given when List.contains plain classic ->
            raise (RobotOptionException $"{plain} has no options, but is followed by ':{given}'.")
        | plain, _ -> raise (UnknownEnvironmentException(plain, names))

    /// The environment of a name; UnknownEnvironmentException with the nearest names when there is none,
    /// RobotOptionException for an option that it does not have, EngineException for a robot without its library.
    let create (name: string) : IEnvironment =
        find BuiltInEnvironments.Create MuJoCoEnvironments.Create name

    /// The public facts of an environment.
    let spec (environment: IEnvironment) : EnvironmentSpec = environment.Spec

    /// The public facts of the environment of a name, whether its library is there or not.
    let specOf (name: string) : EnvironmentSpec =
        let ofRobot (name: string) = (MuJoCoEnvironments.Options name).Spec
        find (BuiltInEnvironments.Create >> spec) ofRobot name

    /// The options that a name can be followed by, with their values in it.
    let options (name: string) : RobotOptionInfo list =
        let ofRobot (name: string) =
            List.ofSeq (MuJoCoEnvironments.Options name).Listing

        find (fun _ -> []) ofRobot name
