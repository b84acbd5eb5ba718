namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>How the engine goes from one time step to the next.</summary>
public enum Integrator
{
    /// <summary>Semi-implicit Euler; joint damping is taken implicitly.</summary>
    Euler,

    /// <summary>Runge-Kutta of order 4: four evaluations a step.</summary>
    RK4,
}
