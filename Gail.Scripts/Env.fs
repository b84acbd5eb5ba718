namespace Gail.Scripts

open Gail.Environments

/// The environments, by name.
[<RequireQualifiedAccess>]
module Env =

    /// The names of the built-in environments.
    let names: string list = List.ofSeq BuiltInEnvironments.All

    /// The built-in environment of a name such as "CartPole-v1"; UnknownEnvironmentException when there is none.
    let create (name: string) : IEnvironment = BuiltInEnvironments.Create name

    /// The public facts of an environment.
    let spec (environment: IEnvironment) : EnvironmentSpec = environment.Spec
