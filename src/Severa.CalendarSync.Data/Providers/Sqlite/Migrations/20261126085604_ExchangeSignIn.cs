using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Severa.CalendarSync.Data.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ExchangeSignIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AllowedHosts",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApplicationId",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 8000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SecretEndsAt",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SignIn",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Basic");

            migrationBuilder.AddColumn<string>(
                name: "Tenant",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 253,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TrustedRoot",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AllowedHosts",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "ApplicationId",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "Certificate",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "SecretEndsAt",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "SignIn",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "Tenant",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "TrustedRoot",
                table: "ExchangeConnections");
        }
    }
}
