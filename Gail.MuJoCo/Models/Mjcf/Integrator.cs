namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>The integrator of a time step.</summary>
public enum Integrator
{
    /// <summary>Semi-implicit Euler; joint damping is taken implicitly.</summary>
    Euler,

    /// <summary>Runge-Kutta of order 4: four evaluations a step.</summary>
    RK4,
}
