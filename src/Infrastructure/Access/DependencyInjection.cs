using ClsPortal.Application.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Access;

/// <summary>Registers logins: cookie, lock-out, passwords, reset links.</summary>
public static class DependencyInjection
{
    public const string SignInPath = "/connexion";

    // PBKDF2 with HMAC-SHA512, as OWASP advises since 2023. Older hashes are replaced at the next sign-in.
    internal const int HashIterations = 210_000;

    public static IServiceCollection AddPortalIdentity(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services
            .AddIdentityCore<PortalUser>(Configure)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddUserStore<PortalUserStore>()
            .AddSignInManager<PortalSignIn>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<TotpCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddErrorDescriber<FrenchIdentityErrors>()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<PortalPrincipalFactory>();
        services.AddSingleton<ILookupNormalizer, LoginAddressNormalizer>().AddScoped<PasswordReset>().AddScoped<FirstAdministrator>();
        services
            .AddScoped<Invitations>()
            .AddScoped<OwnSecurity>()
            .AddScoped<OwnPasskeys>()
            .AddScoped<SecurityNotices>()
            .AddScoped<LostFactor>()
            .AddScoped<TotpCodes>();
        services
            .AddScoped<ISignIn>(provider => provider.GetRequiredService<PortalSignIn>())
            .AddScoped<IOwnSecurity>(provider => provider.GetRequiredService<OwnSecurity>())
            .AddScoped<IOwnPasskeys>(provider => provider.GetRequiredService<OwnPasskeys>())
            .AddScoped<IPasswordReset>(provider => provider.GetRequiredService<PasswordReset>())
            .AddScoped<IInvitations>(provider => provider.GetRequiredService<Invitations>())
            .AddScoped<IFirstAdministrator>(provider => provider.GetRequiredService<FirstAdministrator>());
        services.AddKeyedSingleton(TotpCodes.Telephone, TimeProvider.System);
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = PasswordReset.LinkLifetime);
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = KeepMethod;
        });
        // A passkey stands for a password and a second factor only when the device asked who holds it.
        services.Configure<IdentityPasskeyOptions>(options => options.UserVerificationRequirement = "required");
        services.ConfigureApplicationCookie(Configure);
        return services.AddAuthorization();
    }

    // Identity makes the principal anew each minute and forgets how and when the person had signed in.
    private static Task KeepMethod(SecurityStampRefreshingPrincipalContext context)
    {
        if (context is { CurrentPrincipal: { } current, NewPrincipal.Identities: { } renewed })
        {
            renewed.First().AddClaims([.. current.FindAll(PortalClaims.Method), .. current.FindAll(PortalClaims.Session)]);
        }

        return Task.CompletedTask;
    }

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        // The address is the user name, and addresses may hold apostrophes: Identity's own alphabet would refuse them.
        options.User.AllowedUserNameCharacters = "";
        // Length and what is common are judged by PasswordRules alone, so that one fault gets one sentence.
        options.Password.RequiredLength = 1;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "ClsPortal";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.LogoutPath = "/deconnexion";
        // What exists but is not theirs is told like what does not exist (SPEC, "Who may do what").
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }
}
