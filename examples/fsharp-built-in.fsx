// Imitates an expert that keeps a pole up on a cart. First: dotnet build -c Release Gail.Scripts
#r "../Gail.Scripts/bin/Release/net10.0/Gail.Core.dll"
#r "../Gail.Scripts/bin/Release/net10.0/Gail.Data.dll"
#r "../Gail.Scripts/bin/Release/net10.0/Gail.Runs.dll"
#r "../Gail.Scripts/bin/Release/net10.0/Gail.Scripts.dll"

open Gail.Execution
open Gail.Scripts

let env = Env.create "CartPole-v1"
let executor = Executor()
let demos = Demos.read (__SOURCE_DIRECTORY__ + "/../data/cartpole.npz")
let preset = Options.preset "paper" env
let options = preset |> Options.batch 1000 |> Options.iterations 30
let learner = options |> Train.gail env demos |> Train.run executor ignore
let random = Policy.random env |> Policy.evaluate executor env 20 1L
let score = learner.Policy |> Policy.evaluate executor env 20 1L
let action = learner.Policy |> Policy.act [| 0f; 0f; 0.1f; 0f |]
printfn $"The imitator's return is {score.MeanReturn}, that of random actions {random.MeanReturn}."
printfn $"When the pole leans to the right, it chooses action {action[0]}."
